import fc from "fast-check";
import type { Answer, Answers } from "@/lib/domain/assessments/templates/rules";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";

/** Returns a small questionnaire as YAML, with lines put in place of its parts. */
export const smallQuestionnaire = ({ when = "", scoring = "monotone: true", source = "MAP 1.1" } = {}) => `
key: small
version: 1
title: "Small"
purpose: "To try out."
scoring:
  label: "Share in place"
  moreIs: better
  ${scoring}
  bands:
    - { key: weak, label: "Weak", from: 0, tone: bad, help: "Little is in place." }
    - { key: strong, label: "Strong", from: 60, tone: good, help: "Most is in place." }
sections:
  - key: one
    title: "One"
    questions:
      - { key: first, kind: yes-no, label: "Is it?", sources: [{ framework: nist-ai-rmf, ref: "${source}" }], points: { yes: 2, no: 0 } }
      - { key: open, kind: yes-no, label: "Is it open?", sources: [{ framework: iso-42001, ref: "A.5.2" }] }
      - { key: second, kind: scale, label: "How far?", from: 1, to: 5, labels: { 1: "Not at all", 5: "Fully" }, points: high-is-more, notApplicable: true, weight: 0.5, sources: [{ framework: iso-42001, ref: "A.5.2" }]${when} }
`;

/** Returns the questions of a questionnaire in their order. */
export function questionsOf({ sections }: Template): Question[] {
  return sections.flatMap(({ questions }) => questions);
}

/** Returns answers of any kind to any of the questions: such as fit, "I don't know", and such as do not apply. */
export function anyAnswers(template: Template): fc.Arbitrary<Answers> {
  return fc.record(
    Object.fromEntries(questionsOf(template).map((question) => [question.key, answerTo(question)])),
    { requiredKeys: [] },
  );
}

function answerTo(question: Question): fc.Arbitrary<Answer> {
  return fc.oneof(
    fc.constant<Answer>({ kind: "unknown" }),
    fc.constant<Answer>({ kind: "not-applicable", reason: "Not here." }),
    anyValue(question).map((value): Answer => ({ kind: "value", value })),
  );
}

type Value = (Answer & { kind: "value" })["value"];

function anyValue(question: Question): fc.Arbitrary<Value> {
  switch (question.kind) {
    case "choice":
      return fc.constantFrom(...question.options.map(({ value }) => value));
    case "several":
      return fc.subarray(
        question.options.map(({ value }) => value),
        { minLength: 1 },
      );
    case "yes-no":
      return fc.constantFrom("yes", "no");
    case "scale":
      return fc.integer({ min: question.from, max: question.to });
    case "number":
      return fc.integer({ min: Math.ceil(question.min), max: Math.floor(question.max) });
    case "date":
      return fc.constant("2026-11-26");
    case "text":
      return fc.string({ minLength: 1, maxLength: 80 });
    case "table":
      return fc.constant([{ [question.columns[0]?.key ?? ""]: null }]);
    default:
      return fc.constant(["0198b0c2-7e00-7000-8000-000000000000"]);
  }
}
