import "server-only";
import type { ImportedThreat } from "@/lib/domain/threat-models/model";
import type { Threat } from "@/lib/platform/database/generated/client";

// The words of Threat Dragon, which the other formats translate.
const statuses: Readonly<Record<string, string>> = {
  mitigated: "Mitigated",
  verified: "Mitigated",
  accepted: "Accepted",
  transferred: "Transferred",
  avoided: "Avoided",
  "not-applicable": "NotApplicable",
  superseded: "NotApplicable",
};

/** Returns a stored threat as files of other tools carry it; what nobody has decided is open there. */
export function asImported(threat: Threat): ImportedThreat {
  const { key, title, elementIds, category, state, reason, source, precondition, action, impact, asset } =
    threat;
  return {
    ...{ id: key, title, elementIds, category },
    status: statuses[state] ?? "Open",
    severity: "unrated",
    text: [source, precondition, action, impact, asset].filter(Boolean).join(". "),
    mitigation: reason ?? "",
    kept: {},
  };
}
