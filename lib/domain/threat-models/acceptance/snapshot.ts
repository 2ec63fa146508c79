import "server-only";
import { type SeenThreat, seenThreat } from "@/lib/domain/threat-models/acceptance/rules";
import type { RuleSet } from "@/lib/domain/threat-models/own-rules/rule-set";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import type { Decision, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";

/** Returns exactly what somebody who signs the acceptance of a threat has before them; the decision keeps it with its digest. */
export function acceptanceSnapshot(threat: Threat, model: StoredThreatModel, rules: RuleSet): object {
  const { id, number, ruleId, ruleVersion, sources } = threat;
  return {
    record: "threat",
    ...{ id, ref: threatRef(number), ruleId, ruleVersion, sources },
    threatModel: { id: model.id, ref: modelRef(model.number), title: model.title, systemId: model.systemId },
    ...seenNow(threat, rules),
  };
}

/** Returns what an acceptance of a threat rests on, as it is now. */
export function seenNow(threat: Threat, rules: RuleSet): SeenThreat {
  const kind = threat.ruleId ? rules.named(threat.ruleId) : undefined;
  const suggested = { likelihood: kind?.likelihood ?? null, impact: kind?.impact ?? null };
  return seenThreat.parse({ ...threat, suggested });
}

/** Returns what a decision rests on, as it was asked for or signed. */
export function seenIn({ snapshot }: Pick<Decision, "snapshot">): SeenThreat {
  return seenThreat.parse(snapshot);
}
