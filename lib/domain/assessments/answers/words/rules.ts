import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns an answer in words as people read it; `names` are those of the records that answers name, by their ids. */
export function answerWords(
  question: Question,
  answer: Answer | null | undefined,
  names: Readonly<Record<string, string>> = {},
): string {
  if (!answer) return "Not answered";
  if (answer.kind === "unknown") return "I don't know";
  if (answer.kind === "not-applicable") return `Does not apply: ${answer.reason}`;
  const { value } = answer;
  switch (question.kind) {
    case "yes-no":
      return value === "yes" ? "Yes" : "No";
    case "choice":
    case "several":
      return [value]
        .flat()
        .map((one) => question.options.find((option) => option.value === one)?.label ?? String(one))
        .join(", ");
    case "scale":
      return [String(value), question.labels[String(value)]].filter(Boolean).join(": ");
    case "number":
      return `${Number(value).toLocaleString("en")} ${question.unit}`;
    case "date":
      return formatDay(String(value));
    case "records":
      return [value]
        .flat()
        .map((one) => names[String(one)] ?? "A record you may not see")
        .join(", ");
    case "file":
      return `${[value].flat().length} attached`;
    case "table":
      return tableWords(question, value);
    default:
      return String(value);
  }
}

function tableWords({ columns }: Extract<Question, { kind: "table" }>, value: unknown): string {
  const rows = value as readonly Readonly<Record<string, string | number | null>>[];
  return rows
    .map((row) =>
      columns
        .filter(({ key }) => row[key] !== null && row[key] !== undefined && row[key] !== "")
        .map(({ key, label, unit, options }) => {
          const word = options?.find((option) => option.value === row[key])?.label ?? row[key];
          return `${label} ${word}${unit ? ` ${unit}` : ""}`;
        })
        .join(", "),
    )
    .join("\n");
}
