import "server-only";
import { ownControlImport } from "@/lib/domain/controls/own/commands/import-own";
import { partImports } from "@/lib/domain/inventory/commands/import-parts";
import { systemImport } from "@/lib/domain/inventory/systems/commands/import-systems";
import { riskImport } from "@/lib/domain/risks/commands/import-risks";
import { ownRuleImport } from "@/lib/domain/threat-models/own-rules/commands/import-rules";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { ImportTarget } from "@/lib/platform/register/import-session";

/** The registers that files can be imported into. To add one, write its target in its own folder and name it here. */
export const importTargets: readonly ImportTarget[] = [
  systemImport,
  ...partImports,
  riskImport,
  ownControlImport,
  ownRuleImport,
];

/** Returns the target of a concept; throws NotFound. */
export function targetOf(concept: string): ImportTarget {
  const target = importTargets.find((candidate) => candidate.concept === concept);
  if (!target) throw new NotFound("Files of these cannot be imported.");
  return target;
}
