import { describe, expect, test } from "vitest";
import { classifyAnswers } from "@/lib/domain/obligations/queries/classify";
import { outcomes } from "@/lib/domain/obligations/schema";
import { plain, recruitment } from "@/tests/support/ai-act-answers";

type Given = Record<string, string | string[]>;

/** Returns "outcome formal/practical" for each outcome, with the role where several are asked. */
function classified(given: Given): string[] {
  const several = Array.isArray(given["R1"]) && given["R1"].length > 1;
  return classifyAnswers(given).outcomes.map(({ outcome, appliesFrom, practicalFrom, role }) =>
    [outcome, `${appliesFrom ?? "-"}/${practicalFrom ?? "-"}`, ...(several && role ? [role] : [])].join(" "),
  );
}

const prohibited = "unacceptable 2025-02-02/2025-02-02";
const newlyProhibited = "unacceptable 2026-12-02/2026-12-02";
const high = "high 2027-12-02/2027-12-02";
const highAnnexI = "high 2028-08-02/2028-08-02";
const derogated = "not_high_risk_by_derogation 2026-08-02/2027-12-02";
const limited = "limited 2026-08-02/2026-08-02";
const minimal = "minimal 2025-02-02/2025-02-02";
const kept = "keep_flags 2025-02-02/2025-02-02";
const excluded = "out_of_scope 2025-02-02/2025-02-02";
const fria = "fria_required 2027-12-02/2027-12-02";
const noFria = "fria_not_required 2027-12-02/2027-12-02";
const gpai = "gpai 2025-08-02/2025-08-02";
const presumed = "gpai_systemic_presumed 2025-08-02/2025-08-02";
const systemic = "gpai_systemic 2025-08-02/2025-08-02";
const openSource = "gpai_open_source 2025-08-02/2025-08-02";

const model = { S1: "only an AI model", G1: "yes", G2: "no", G3: "yes", G4: "no", G6: "no", G7: "no" };
const component = { A1: "yes", A2: "no", A4: "yes", A5: "no", A6: "Section A" };
const letters: Record<string, string> = {
  B1: "abc",
  B2: "x",
  B3: "abcd",
  B4: "ab",
  B5: "abcd",
  B6: "abcde",
  B7: "abcd",
  B8: "ab",
};
const annexIII = (area: string, point: string): Given => ({
  [area]: "yes",
  ...Object.fromEntries([...(letters[area] ?? "")].map((letter) => [area + letter, "no"])),
  [point]: "yes",
  D1: "no",
  D2: "yes",
  F1: "no",
});
const deployer = { R1: ["deployer"], R2: "no", F1: "yes" };
const procedural = { D2: "no", D3a: "yes", D4: "yes" };

const cases: [string, Given, string[]][] = [
  ["a system that does not infer", { S2: "no" }, ["not_ai_system -/-"]],
  ["a system without a link to the Union", { S3: "no" }, [excluded]],
  ["a system for military purposes only", { X1: "yes" }, [excluded]],
  ["a foreign police authority under safeguards", { X2: "yes" }, [excluded]],
  ["a system for research only", { X3: "yes" }, [excluded]],
  ["development before release", { X4: "yes" }, [excluded]],
  ["private use by a deployer", { ...deployer, X5: "yes" }, [excluded]],
  ["private use, seen by the provider", { X5: "yes" }, [excluded, minimal]],
  ["an open-source chatbot", { X6: "yes", T1: "yes" }, [limited, kept]],
  ["manipulation", { P1: "yes" }, [prohibited]],
  ["exploiting vulnerability", { P2: "yes" }, [prohibited]],
  ["social scoring", { P3: "yes" }, [prohibited]],
  ["crime prediction from profiling alone", { P4: "yes", P4a: "no" }, [prohibited]],
  ["crime prediction that supports facts", { P4: "yes", P4a: "yes" }, [minimal]],
  ["scraping faces", { P5: "yes" }, [prohibited]],
  ["emotions at work", { P6: "yes", P6a: "no" }, [prohibited]],
  ["emotions at work for safety", { P6: "yes", P6a: "yes" }, [minimal]],
  ["inferring beliefs from biometrics", { P7: "yes", P7a: "no" }, [prohibited]],
  ["labelling biometric data lawfully", { P7: "yes", P7a: "yes" }, [minimal]],
  ["real-time identification for no listed aim", { P8: "yes", P8a: "no" }, [prohibited]],
  ["real-time identification without authorisation", { P8: "yes", P8a: "yes", P8b: "no" }, [prohibited]],
  [
    "real-time identification that is authorised",
    { P8: "yes", P8a: "yes", P8b: "yes", ...annexIII("B1", "B1a") },
    [high, kept],
  ],
  ["intimate material without safeguards", { P9: "yes", P9a: "no", P9b: "yes" }, [newlyProhibited]],
  ["intimate material with safeguards", { P9: "yes", P9a: "no", P9b: "no" }, [minimal]],
  ["an alteration that reveals nothing more", { P9: "yes", P9a: "yes" }, [minimal]],
  ["abuse material without safeguards", { P10: "yes", P10a: "yes" }, [newlyProhibited]],
  ["abuse material with safeguards", { P10: "yes", P10a: "no" }, [minimal]],
  ["a safety component of Annex I Section A", component, [highAnnexI, kept]],
  [
    "a component of Annex I Section B",
    { ...component, A6: "Section B" },
    ["high_sectoral 2028-08-02/2028-08-02"],
  ],
  ["a comfort function of a product", { A1: "yes", A2: "yes", A3: "no" }, [minimal]],
  ["a comfort function whose failure endangers", { ...component, A2: "yes", A3: "yes" }, [highAnnexI, kept]],
  ["a product without third-party assessment", { ...component, A4: "no" }, [minimal]],
  ["an assessment for radio spectrum only", { ...component, A5: "yes" }, [minimal]],
  ["both routes at once", { ...component, ...annexIII("B5", "B5d") }, [highAnnexI, high, kept]],
  ["profiling in a procedural task", { ...annexIII("B4", "B4a"), ...procedural, D1: "yes" }, [high, kept]],
  ["a procedural task without profiling", { ...annexIII("B4", "B4a"), ...procedural }, [derogated, minimal]],
  [
    "improving finished human work",
    { ...annexIII("B3", "B3b"), D2: "no", D3a: "no", D3b: "yes", D4: "no" },
    [derogated, minimal],
  ],
  [
    "a preparatory task",
    { ...annexIII("B8", "B8a"), D2: "no", D3a: "no", D3b: "no", D3c: "no", D3d: "yes", D4: "yes" },
    [derogated, minimal],
  ],
  [
    "no condition of the derogation met",
    { ...annexIII("B8", "B8a"), D2: "no", D3a: "no", D3b: "no", D3c: "no", D3d: "no" },
    [high, kept],
  ],
  [
    "two points of Annex III",
    { ...annexIII("B4", "B4a"), B5: "yes", B5a: "no", B5b: "yes", B5c: "no", B5d: "no" },
    [high, high, kept],
  ],
  [
    "critical infrastructure, deployed",
    { ...annexIII("B2", "B2x"), ...deployer, F2: "yes" },
    [high, noFria, kept],
  ],
  [
    "a public body deploys",
    { ...annexIII("B5", "B5a"), ...deployer, F2: "no", F3: "yes" },
    [high, fria, kept],
  ],
  [
    "a bank scores credit",
    { ...annexIII("B5", "B5b"), ...deployer, F2: "no", F3: "no", F4: "yes" },
    [high, fria, kept],
  ],
  [
    "a private employer recruits",
    { ...annexIII("B4", "B4a"), ...deployer, F2: "no", F3: "no", F4: "no" },
    [high, noFria, kept],
  ],
  ["a chatbot", { T1: "yes" }, [limited, kept]],
  ["synthetic text", { T2: "yes", T2a: "no" }, [limited, kept]],
  ["assistive editing", { T2: "yes", T2a: "yes" }, [minimal]],
  [
    "emotion recognition, a deep fake and public text",
    { T3: "yes", T4: "yes", T5: "yes", T5a: "no" },
    [limited, limited, limited, kept],
  ],
  ["public text under editorial responsibility", { T5: "yes", T5a: "yes" }, [minimal]],
  ["nothing that matters", {}, [minimal]],
  ["a model without generality", { ...model, G1: "no" }, ["not_gpai -/-"]],
  ["a prototype of a model", { ...model, G2: "yes" }, ["out_of_scope -/-"]],
  ["a model somebody else trained", { ...model, G3: "no" }, ["not_gpai_provider -/-"]],
  ["a general-purpose model", model, [gpai, gpai]],
  ["an open-source model", { ...model, G7: "yes" }, [gpai, openSource]],
  ["a model above the threshold", { ...model, G4: "yes", G5: "no" }, [gpai, presumed, systemic]],
  ["a model excepted by the Commission", { ...model, G4: "yes", G5: "yes" }, [gpai, presumed, gpai]],
  ["a model the Commission designated", { ...model, G6: "yes" }, [gpai, systemic]],
  [
    "a system with its own model",
    { ...model, S1: "an AI system that contains our own model", T1: "yes" },
    [limited, kept, gpai, gpai],
  ],
  [
    "a prohibited system with its own model",
    { ...model, S1: "an AI system that contains our own model", P1: "yes" },
    [prohibited, gpai, gpai],
  ],
  ["an importer", { R1: ["importer"], R2: "no", ...annexIII("B7", "B7b") }, [high, kept]],
  [
    "a distributor that put its name on it",
    { R1: ["distributor"], R2: "yes", ...annexIII("B6", "B6a") },
    [high, kept],
  ],
  ["a product manufacturer", { R1: ["product manufacturer"], R3: "yes", ...component }, [highAnnexI, kept]],
  [
    "an authorised representative",
    { R1: ["authorised representative"], ...annexIII("B1", "B1c") },
    [high, kept],
  ],
  [
    "a provider that also deploys",
    recruitment,
    [`${high} provider`, `${kept} provider`, `${high} deployer`, `${noFria} deployer`, `${kept} deployer`],
  ],
];

describe("the classifier of the EU AI Act", () => {
  test.each(cases)("%s", (_name, given, expected) => {
    const answers = { ...plain, ...given };
    expect(classified(answers)).toEqual(expected);
    expect(classifyAnswers(answers).openQuestions).toEqual([]);
  });

  test("comes to every outcome of the tree in these cases", () => {
    const met = new Set(
      cases.flatMap(([, given]) =>
        classifyAnswers({ ...plain, ...given }).outcomes.map((one) => one.outcome),
      ),
    );
    expect(outcomes.filter((one) => !met.has(one))).toEqual([]);
  });
});
