import type { Drift } from "@/lib/domain/threat-models/drift";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import { pathRules, threatRules } from "@/lib/domain/threat-models/threat-rules";

/** Returns what changed since an earlier state of a model, by the names that the command's JSON has. */
export function driftAnswer({ parts, appeared, changed, toConfirm }: Drift) {
  const threat = ({ ruleId, elementId, status, facts }: Drift["appeared"][number]) => ({
    ...{ rule_id: ruleId, element: elementId },
    ...{ status, facts },
  });
  return {
    parts,
    new: appeared.map(threat),
    condition_changed: changed.map((one) => ({ ...threat(one), before: one.before })),
    to_confirm: toConfirm.map(threat),
  };
}

/** Returns the same in words, a line for each part and threat. */
export function driftInWords({ parts, appeared, changed, toConfirm }: Drift): string[] {
  const titles = new Map([...threatRules(), ...pathRules().values()].map(({ id, title }) => [id, title]));
  const threat = ({ ruleId, elementId }: { ruleId: string; elementId: string }) =>
    `${ruleId} at ${elementId}: ${titles.get(ruleId)}`;
  const lines = [
    ...parts.added.map(({ name }) => `Added: ${name}`),
    ...parts.removed.map(({ name }) => `Removed: ${name}`),
    ...parts.changed.map(({ name, changed: what }) => `Changed: ${name}: ${what.join(", ")}`),
    ...appeared.map((one) => `New: ${threat(one)}`),
    ...changed.map(
      (one) => `Other facts: ${threat(one)}: ${facts(one.before.facts)}; now ${facts(one.facts)}`,
    ),
    ...toConfirm.map((one) => `No longer applies, to be confirmed: ${threat(one)}`),
  ];
  return lines.length > 0 ? lines : ["Nothing changed since."];
}

function facts(all: readonly FactValue[]): string {
  return all.map(({ fact, value }) => `${fact} ${value ?? "unknown"}`).join(", ") || "nothing";
}
