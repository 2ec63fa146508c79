import "server-only";
import type { GateCondition } from "@/lib/platform/registry/contributions";

const classified: GateCondition = {
  key: "classifications.signed",
  label: "Its EU AI Act classification is signed, and it is not prohibited",
  async check({ tx }, { id }) {
    const mend = `/systems/${id}/classification`;
    const row = await tx.classification.findUnique({ where: { id } });
    if (!row) return { state: "unknown", found: "Nobody has classified it.", mend };
    if (row.outcomes.includes("unacceptable"))
      return { state: "fails", found: "It is a prohibited practice by its answers (Art. 5).", mend };
    if (row.state === "sealed") return { state: "holds", found: "It is signed." };
    const words: Record<string, string> = {
      draft: `It is a draft with ${row.openQuestions} open questions.`,
      waiting: "It waits for a signature.",
      stale: row.stateReason ?? "It is stale.",
    };
    return { state: "fails", found: words[row.state] ?? "It is not signed.", mend };
  },
};

/** What a gate may ask of a system's classification. */
export const classificationConditions: readonly GateCondition[] = [classified];
