import "server-only";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";

const families: Readonly<Record<string, RiskFamily>> = {
  prompt_injection: "prompt-injection",
  data_leakage: "data-leakage-and-memorisation",
  jailbreak_evasion: "jailbreaks-and-evasions",
  hallucination_misinformation: "hallucination-and-misinformation",
  model_poisoning: "poisoning-and-training-attacks",
  over_reliance: "over-reliance-and-automation-bias",
};

type RiskFamily =
  | "prompt-injection"
  | "data-leakage-and-memorisation"
  | "jailbreaks-and-evasions"
  | "hallucination-and-misinformation"
  | "poisoning-and-training-attacks"
  | "over-reliance-and-automation-bias";

/** Returns what a risk says that a threat becomes: its own words where it has any, else those of its rule and its facts. */
export function riskWords(threat: Threat, model: StoredThreatModel) {
  const { source, precondition, action, impact, asset, title } = threat;
  const joined = (parts: readonly (string | null)[], between: string) =>
    parts.filter(Boolean).join(between) || null;
  const origin = `From ${threatRef(threat.number)} of ${modelRef(model.number)} ${model.title}.`;
  return {
    title: `${title} (${model.title})`.slice(0, 200),
    cause: joined([joined([source, precondition], ", where ") ?? factsInWords(threat.fired), origin], " "),
    event: action ?? title,
    consequence: joined([impact, asset], ", on "),
    threatFamily: families[threat.family ?? ""] ?? null,
    unitId: model.unitId,
    systemIds: [model.systemId],
    ...{ treatment: null, treatmentPlan: null, treatmentDueOn: null, reviewEveryDays: null },
  };
}

/** Returns facts as a sentence: "On agent: can write is yes." Null where there are none. */
function factsInWords(fired: unknown): string | null {
  const words = (fired as readonly FactValue[]).map(({ fact, on, value }) => {
    const name = fact.replace(/^\w+\./, "").replaceAll("_", " ");
    const said = value === true ? "yes" : value === false ? "no" : String(value);
    return `${name} is ${said}${on === null ? "" : ` (${on})`}`;
  });
  return words.length > 0 ? `${words.slice(0, 20).join("; ")}.` : null;
}
