import "server-only";
import type { ImportField } from "@/lib/platform/register/import-field";
import type { RowProblem } from "@/lib/platform/register/import-session";

/** Returns whether a cell holds only a dash, which in a file means "nothing". */
export function isDash(text: string): boolean {
  return /^[-–—]+$/.test(text);
}

/** Returns whether two values of a field are the same: order in a list, line ends, and ways to say "nothing" do not count. */
export function sameValue(stored: unknown, given: unknown): boolean {
  if (Array.isArray(stored) || Array.isArray(given)) return listKey(stored) === listKey(given);
  if (typeof stored === "string" && typeof given === "string") return unixLines(stored) === unixLines(given);
  // A file writes a text that is only a dash like an empty one.
  if (given === null && typeof stored === "string" && isDash(stored)) return true;
  return (stored ?? null) === (given ?? null);
}

/** Returns the text with one kind of line end, whatever program wrote it. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function listKey(value: unknown): string {
  return Array.isArray(value) ? value.toSorted().join("\n") : "";
}

/** Returns a value as a person would read it; nothing is an empty text. */
export function inWords(
  field: ImportField,
  value: unknown,
  nameOf: (id: string) => string | undefined,
): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => inWords(field, item, nameOf)).join("; ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  const text = String(value);
  if (field.options) return field.options.find((option) => option.value === text)?.label ?? text;
  if (field.concept) return nameOf(text) ?? "A record you may not see";
  return text;
}

/** Returns what is wrong with a row as one sentence, led by its column unless it names that itself. */
export function problemInWords({ label, message }: RowProblem): string {
  return label === null || message.startsWith(label) ? message : `${label}: ${message}`;
}
