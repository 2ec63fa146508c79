import "server-only";
import { capitalised } from "@/lib/platform/schema/capitalised";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What a cell says as a date: a day, or why it cannot be told. */
export type ReadDay = { day: string } | { problem: string };

const unclear = "Write the date as 2026-11-23.";

/** Returns the calendar day that a cell names; a date whose day and month could be swapped is refused, never guessed. */
export function readDay(text: string): ReadDay {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text) ?? [];
  if (year && month && day) return dayOf(year, month, day, text);
  const [, first, sign, second, last] = /^(\d{1,2})([./-])(\d{1,2})\.?[./-](\d{4})$/.exec(text) ?? [];
  if (first && second && last) return fromParts(first, second, last, sign ?? "", text);
  return fromWords(text);
}

function fromParts(first: string, second: string, year: string, sign: string, text: string): ReadDay {
  // With dots the day comes first wherever dates are written so.
  if (sign === "." || Number(first) > 12) return dayOf(year, second, first, text);
  if (Number(second) > 12 || first === second) return dayOf(year, first, second, text);
  const either = `${first} ${nameOf(second)} or ${second} ${nameOf(first)} ${year}`;
  return { problem: `"${text}" could be ${either}. ${unclear}` };
}

function fromWords(text: string): ReadDay {
  const words = /^(\d{1,2})\.?[ -]+(\p{L}{3,})\.?,?[ -]+(\d{4})$/u.exec(text);
  if (words?.[1] && words[2] && words[3]) return named(words[1], words[2], words[3], text);
  const american = /^(\p{L}{3,})\.? +(\d{1,2}),? +(\d{4})$/u.exec(text);
  if (american?.[1] && american[2] && american[3]) return named(american[2], american[1], american[3], text);
  return { problem: `"${short(text)}" is not a date. ${unclear}` };
}

function named(day: string, month: string, year: string, text: string): ReadDay {
  const index = months.indexOf(month.slice(0, 3).toLowerCase());
  return index < 0
    ? { problem: `"${short(text)}" is not a date. ${unclear}` }
    : dayOf(year, String(index + 1), day, text);
}

function dayOf(year: string, month: string, day: string, text: string): ReadDay {
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
  return exists ? { day: iso } : { problem: `There is no day "${short(text)}". ${unclear}` };
}

function nameOf(month: string): string {
  const name = months[Number(month) - 1] ?? "";
  return capitalised(name);
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
