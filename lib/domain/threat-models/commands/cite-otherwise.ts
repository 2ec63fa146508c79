import "server-only";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { citedList } from "@/lib/domain/threat-models/schema";
import { type CitationMove, movedSources } from "@/lib/domain/threat-models/threats/moved-sources";
import type { Change } from "@/lib/platform/audit/change";
import type { OwnThreatRule, Prisma, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

type Here = Pick<Context, "tx">;

const json = (list: readonly object[]) => list as unknown as Prisma.InputJsonArray;

/** Lets a threat cite what these moves lead to, and returns the change; what it cited is kept with the moves. */
export async function citeInThreat(
  { tx }: Here,
  before: Threat,
  moves: readonly CitationMove[],
): Promise<Change> {
  const after = await tx.threat.update({
    where: { id: before.id },
    data: { sources: json(movedSources(citedList.parse(before.sources), moves)), version: { increment: 1 } },
  });
  return threatChange(before, after);
}

/** Lets a rule of one's own cite what these moves lead to, and returns the change; its threats follow when they are generated. */
export async function citeInRule(
  { tx }: Here,
  before: OwnThreatRule,
  moves: readonly CitationMove[],
): Promise<Change> {
  const after = await tx.ownThreatRule.update({
    where: { id: before.id },
    data: { sources: json(movedSources(citedList.parse(before.sources), moves)), version: { increment: 1 } },
  });
  const subject = { type: "own-threat-rules", id: after.id, unitId: after.unitId };
  return { subject, before, after };
}
