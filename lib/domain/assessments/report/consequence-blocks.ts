import "server-only";
import { factLabel, factWords } from "@/lib/domain/assessments/facts/words/rules";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import type { Block } from "@/lib/platform/report/model";
import { capitalised } from "@/lib/platform/schema/capitalised";

/** Returns what follows from the answers: facts that differ from the register, and what is suggested; nothing where nothing does. */
export function consequenceBlocks(assessment: SeenAssessment): Block[] {
  const { differing, suggested, suggestedControls, facts } = assessment;
  if (differing.length + suggested.length + suggestedControls.length === 0) return [];
  return [
    { kind: "heading", level: 1, text: "What follows from the answers" },
    {
      kind: "paragraph",
      style: "muted",
      text: "Nothing is taken over by itself. A person decides on each.",
    },
    ...(differing.length > 0
      ? [
          {
            kind: "table" as const,
            title: "Facts that differ from the register",
            columns: [
              { label: "Fact", weight: 1.5, rowHeader: true },
              { label: "The answer says", weight: 2 },
              { label: "The register says", weight: 2 },
            ],
            rows: differing.map(({ fact, value }) => [
              factLabel(fact),
              capitalised(factWords(fact, value)),
              capitalised(factWords(fact, facts[fact])),
            ]),
          },
        ]
      : []),
    ...(suggested.length > 0
      ? [
          {
            kind: "table" as const,
            title: "Suggested risks",
            columns: [
              { label: "Risk", weight: 1.6, rowHeader: true },
              { label: "Because", weight: 3.6 },
              { label: "In the register", weight: 0.8 },
            ],
            rows: suggested.map(({ title, because, adoptedAs }) => [
              title,
              because.join("\n"),
              adoptedAs ? "Yes" : "No",
            ]),
          },
        ]
      : []),
    ...(suggestedControls.length > 0
      ? [
          {
            kind: "table" as const,
            title: "Suggested controls",
            columns: [
              { label: "What", weight: 1.6, rowHeader: true },
              { label: "Because", weight: 2.6 },
              { label: "In the register", weight: 1.8 },
            ],
            rows: suggestedControls.map(({ title, because, controls }) => [
              title,
              because.join("\n"),
              controls.flatMap((one) => (one.adoptedAs ? one.title : [])).join("\n") || "None",
            ]),
          },
        ]
      : []),
  ];
}
