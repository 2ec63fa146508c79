import "server-only";
import { readChoice } from "@/lib/domain/imports/choice-words";
import { readDay } from "@/lib/domain/imports/dates";
import { plainText } from "@/lib/domain/imports/headings";
import { meaningsOf, type Words } from "@/lib/domain/imports/words";
import type { ImportField } from "@/lib/platform/register/import-field";
import { isDash, unixLines } from "@/lib/platform/register/import-words";
import { uncalculated } from "@/lib/platform/workbook/cell-text";

/** What a cell says: nothing, a value, records to be looked up by these names, or why it cannot be read. */
export type ReadCell =
  | { kind: "nothing" }
  | { kind: "value"; value: unknown }
  | { kind: "names"; names: string[]; many: boolean }
  | { kind: "problem"; message: string };

const nothing: ReadCell = { kind: "nothing" };
const value = (found: unknown): ReadCell => ({ kind: "value", value: found });
const problem = (message: string): ReadCell => ({ kind: "problem", message });

/** Returns what a cell says for a field. An empty cell says nothing; a dash, and "unknown" where words are not free, empties the field. */
export function readCell(field: ImportField, cell: string, words?: Words): ReadCell {
  const text = unixLines(cell).trim();
  if (text === "") return nothing;
  const fault = spreadsheetFault(text);
  if (fault) return problem(fault);
  const list = field.kind === "several" || field.kind === "references";
  if (isDash(text)) return value(list ? [] : null);
  if (words && field.kind !== "several" && meaningsOf(field).length > 0) return readWord(field, text, words);
  switch (field.kind) {
    case "choice":
      return readOne(field, text);
    case "several":
      return readSeveral(field, text, words);
    case "tri-state":
      return readTriState(field, text);
    case "integer":
      return readInteger(field, text);
    case "decimal":
      return readDecimal(field, text);
    case "date": {
      const read = readDay(text);
      if ("day" in read) return value(read.day);
      return saysUnknown(text) && field.nullable ? value(null) : problem(read.problem);
    }
    case "reference":
      return saysUnknown(text) && field.nullable
        ? value(null)
        : { kind: "names", names: [text], many: false };
    case "references":
      return saysUnknown(text) ? value([]) : { kind: "names", names: parts(text, /[;\n|]/), many: true };
    default:
      // A text with a fixed set of values, such as the categories of the risk method.
      return field.options ? readOne(field, text) : value(text);
  }
}

function readWord(field: ImportField, text: string, words: Words): ReadCell {
  const read = readCell(field, words.meaning(field, text) ?? text);
  if (read.kind === "problem") words.meet(field, text);
  return read;
}

// An error of a spreadsheet is never what somebody meant to say.
function spreadsheetFault(text: string): string | null {
  if (text === uncalculated)
    return "The cell's formula was never calculated. Open the workbook in a spreadsheet, save it, and send that.";
  return /^#(N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/.test(text)
    ? `The cell holds the error ${text} of a formula. Correct it in the spreadsheet.`
    : null;
}

function readOne(field: ImportField, text: string): ReadCell {
  const options = field.options ?? [];
  const found = readChoice(options, text);
  if (found !== null) return value(found);
  if (field.nullable && saysUnknown(text)) return value(null);
  return problem(
    `"${short(text)}" is not a value of ${field.label}. Use one of: ${options.map(({ label }) => label).join(", ")}.`,
  );
}

function readSeveral(field: ImportField, text: string, words?: Words): ReadCell {
  if (saysUnknown(text)) return value([]);
  const options = field.options ?? [];
  const whole = readChoice(options, text);
  if (whole !== null) return value([whole]);
  const names = parts(text, /[;,\n|]/);
  const meant = names.map((name) => words?.meaning(field, name) ?? name);
  const found = meant.map((name) => (isDash(name) ? "" : readChoice(options, name)));
  for (const [index, name] of names.entries()) if (found[index] === null) words?.meet(field, name);
  const wrong = names.find((_name, index) => found[index] === null);
  if (wrong === undefined) return value([...new Set(found)].filter((item) => item !== ""));
  const labels = options.map(({ label }) => label).join(", ");
  return problem(
    `"${short(wrong)}" is not a value of ${field.label}. Use any of: ${labels}; separate them with semicolons.`,
  );
}

const yes = new Set(["yes", "y", "true", "1", "ja", "j", "oui", "si", "tak", "x", "wahr"]);
const no = new Set(["no", "n", "false", "0", "nein", "non", "nie", "falsch"]);
const unknown = new Set([
  "unknown",
  "unbekannt",
  "n a",
  "na",
  "n k",
  "tbd",
  "tbc",
  "not known",
  "to be confirmed",
  "offen",
]);

function readTriState(field: ImportField, text: string): ReadCell {
  const word = plainText(text);
  if (yes.has(word) || /^[✓✔☑]$/u.test(text)) return value(true);
  if (no.has(word) || /^[✗✘☐]$/u.test(text)) return value(false);
  if (saysUnknown(text)) return value(null);
  return problem(`"${short(text)}" is not a value of ${field.label}. Write yes, no or unknown.`);
}

function saysUnknown(text: string): boolean {
  return unknown.has(plainText(text)) || /^\?+$/.test(text);
}

// "4", "4.0", "4 - Likely" and "Likely" all name the fourth step of a scale.
function readInteger(field: ImportField, text: string): ReadCell {
  const [, digits] = /^([+-]?\d{1,9})(?:[.,]0+)?$/.exec(text) ?? [];
  if (digits !== undefined) return value(Number(digits));
  if (field.nullable && saysUnknown(text)) return value(null);
  const { scale = [] } = field;
  const step = scale.findIndex(
    (label) => plainText(label) === plainText(text.replace(/^\d+\s*[-–—.:)]*\s*/, "")),
  );
  const [, named] = /^(\d+)\D/.exec(text) ?? [];
  if (step >= 0 && (named === undefined || Number(named) === step + 1)) return value(step + 1);
  const words = scale.length > 0 ? `, or one of: ${scale.join(", ")}` : "";
  const range = scale.length > 0 ? ` from 1 to ${scale.length}` : "";
  return problem(`"${short(text)}" is not a value of ${field.label}. Write a whole number${range}${words}.`);
}

// "1.5" and "1,5" are the same number; a separator of thousands would make it doubtful and is not taken.
function readDecimal(field: ImportField, text: string): ReadCell {
  if (/^[+-]?\d{1,12}([.,]\d{1,9})?$/.test(text)) return value(Number(text.replace(",", ".")));
  if (field.nullable && saysUnknown(text)) return value(null);
  return problem(`"${short(text)}" is not a value of ${field.label}. Write a number such as 1.5.`);
}

function parts(text: string, separator: RegExp): string[] {
  const names = text.split(separator).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
