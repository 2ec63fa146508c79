import { useId } from "react";
import { choosable } from "@/lib/domain/assessments/templates/answers/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { GroupFigures } from "./group-figures";
import { QuestionNotes } from "./question-notes";

interface QuestionTrialProps {
  question: Question;
  titles: Record<string, string>;
  answer: Answer | undefined;
  onAnswer: (answer: Answer | undefined) => void;
}

/** One question with its help and sources; where its answer decides what follows or counts, it can be tried out. */
export function QuestionTrial({ question, titles, answer, onAnswer }: QuestionTrialProps) {
  const name = useId();
  const choices = choosable(question);
  const several = question.kind === "several";
  const chosen = answer?.kind === "value" ? [answer.value].flat().map(String) : [];
  const choose = (value: string) => {
    if (!several) return onAnswer({ kind: "value", value });
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onAnswer(next.length > 0 ? { kind: "value", value: next } : undefined);
  };
  const others: [Answer, string][] = [
    [{ kind: "unknown" }, "I don't know"],
    ...(question.notApplicable
      ? [[{ kind: "not-applicable", reason: "" }, "Does not apply"] as [Answer, string]]
      : []),
  ];
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">
        {question.label}
        {question.required ? null : <span className="font-normal text-ink-faint"> (optional)</span>}
      </legend>
      {question.help ? <p className="mt-0.5 text-ink-soft text-sm">{question.help}</p> : null}
      <div className="mt-2 grid gap-1.5">
        {question.kind === "table" && question.figures ? <GroupFigures most={question.maxRows} /> : null}
        {choices ? null : <p className="text-ink-soft text-sm">Answered with {formOf(question)}.</p>}
        {choices?.map(({ value, label, help }) => (
          <label key={value} className="flex items-start gap-2 text-sm">
            <input
              type={several ? "checkbox" : "radio"}
              name={name}
              checked={chosen.includes(value)}
              onChange={() => choose(value)}
              className={`${several ? "tick" : "dot"} mt-0.5`}
            />
            <span>
              {label}
              {help ? <span className="block text-ink-soft">{help}</span> : null}
            </span>
          </label>
        ))}
        {others.map(([other, label]) => (
          <label key={other.kind} className="flex items-start gap-2 text-ink-soft text-sm">
            <input
              type="radio"
              name={several ? `${name}-other` : name}
              checked={answer?.kind === other.kind}
              onChange={() => onAnswer(other)}
              className="dot mt-0.5"
            />
            {label}
          </label>
        ))}
      </div>
      <QuestionNotes question={question} titles={titles} />
    </fieldset>
  );
}

function formOf(question: Question): string {
  switch (question.kind) {
    case "number":
      return `a number from ${question.min} to ${question.max} (${question.unit})`;
    case "text":
      return `text of at most ${question.max.toLocaleString("en")} characters`;
    case "table":
      return `a table: ${question.columns.map(({ label }) => label).join(", ")}`;
    case "records":
      return `links to ${question.concept}`;
    case "date":
      return "a date";
    default:
      return "a file";
  }
}
