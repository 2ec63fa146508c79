import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

/** The most records or pieces of evidence that one answer names. */
const mostNamed = 50;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Value = Extract<Answer, { kind: "value" }>["value"];
type TableQuestion = Extract<Question, { kind: "table" }>;

/** Returns what is wrong with an answer to a question, in words that say what to do, or null. Records are not looked up. */
export function answerProblem(question: Question, answer: Answer): string | null {
  if (answer.kind === "unknown") return null;
  if (answer.kind === "not-applicable")
    return question.notApplicable
      ? null
      : "This question always applies. Answer it, or say that you do not know.";
  return valueProblem(question, answer.value);
}

function valueProblem(question: Question, value: Value): string | null {
  switch (question.kind) {
    case "yes-no":
      return value === "yes" || value === "no" ? null : "Answer yes or no.";
    case "choice":
      return question.options.some((one) => one.value === value) ? null : "Choose one of the answers.";
    case "several":
      return severalProblem(question.options, value);
    case "scale":
      return Number.isInteger(value) && Number(value) >= question.from && Number(value) <= question.to
        ? null
        : `Choose a step from ${question.from} to ${question.to}.`;
    case "number":
      return numberProblem(question, value);
    case "date":
      return typeof value === "string" && isDay(value) ? null : "Give a date as 2026-11-23.";
    case "text":
      if (typeof value !== "string" || value.trim() === "")
        return "Write an answer, or say that you do not know.";
      return value.length > question.max ? `Is too long. Write at most ${question.max} characters.` : null;
    case "file":
      return namedProblem(value, "Attach a file, or say that you do not know.");
    case "records":
      return namedProblem(value, "Choose at least one record.");
    case "table":
      return tableProblem(question, value);
  }
}

function severalProblem(options: readonly { value: string }[], value: Value): string | null {
  if (!Array.isArray(value) || value.length === 0) return "Choose at least one of the answers.";
  const known = new Set<unknown>(options.map((one) => one.value));
  if (new Set<unknown>(value).size < value.length) return "Choose each answer once.";
  return value.every((one) => known.has(one)) ? null : "Choose from the answers that are listed.";
}

function numberProblem(
  { min, max, places, unit }: Extract<Question, { kind: "number" }>,
  value: Value,
): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Give a number.";
  if (value < min || value > max) return `Give a number from ${min} to ${max} (${unit}).`;
  if (Math.abs(Number(value.toFixed(places)) - value) < 1e-9) return null;
  return places === 0 ? "Give a whole number." : `Give at most ${places} decimal places.`;
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function namedProblem(value: Value, none: string): string | null {
  if (!Array.isArray(value) || value.length === 0) return none;
  if (value.length > mostNamed) return `Name at most ${mostNamed}.`;
  const ids = value.map(String);
  return ids.every((id) => uuid.test(id)) && new Set(ids).size === ids.length
    ? null
    : "Name each record once, by its id.";
}

function tableProblem({ columns, maxRows }: TableQuestion, value: Value): string | null {
  if (!Array.isArray(value) || value.length === 0) return "Fill in at least one row.";
  if (value.length > maxRows) return `Fill in at most ${maxRows} rows.`;
  for (const [index, row] of value.entries()) {
    if (typeof row !== "object" || row === null || Array.isArray(row))
      return `Row ${index + 1} is not a row.`;
    const stray = Object.keys(row).find((key) => !columns.some((column) => column.key === key));
    if (stray !== undefined)
      return `Row ${index + 1} has a column "${stray.slice(0, 40)}" that is not asked for.`;
    for (const column of columns) {
      const problem = cellProblem(column, (row as Record<string, unknown>)[column.key] ?? null);
      if (problem) return `Row ${index + 1}, ${column.label}: ${problem}`;
    }
  }
  return null;
}

function cellProblem(column: TableQuestion["columns"][number], cell: unknown): string | null {
  if (cell === null || cell === "") return null;
  if (column.kind === "choice")
    return column.options?.some((one) => one.value === cell) ? null : "choose one of the values.";
  if (column.kind === "text")
    return typeof cell === "string" && cell.length <= 500 ? null : "write at most 500 characters.";
  if (typeof cell !== "number" || !Number.isFinite(cell)) return "give a number.";
  if (column.kind === "integer" && !Number.isInteger(cell)) return "give a whole number.";
  if (column.min !== undefined && cell < column.min) return `give ${column.min} or more.`;
  return column.max !== undefined && cell > column.max ? `give ${column.max} or less.` : null;
}

/** One thing that can be chosen with a click or a number key. */
interface Choosable {
  value: string;
  label: string;
  help?: string | undefined;
}

/** Returns what can be chosen at a question, in the order of the number keys; null where it is answered otherwise. */
export function choosable(question: Question): readonly Choosable[] | null {
  if (question.kind === "choice" || question.kind === "several") return question.options;
  if (question.kind === "yes-no")
    return [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ];
  if (question.kind !== "scale") return null;
  return Array.from({ length: question.to - question.from + 1 }, (_, step) => {
    const value = String(question.from + step);
    const words = question.labels[value];
    return { value, label: words ? `${value}: ${words}` : value };
  });
}
