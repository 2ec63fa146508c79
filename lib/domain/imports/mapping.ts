import "server-only";
import { readCell } from "@/lib/domain/imports/cells";
import { matchHeadings } from "@/lib/domain/imports/headings";
import type { ImportMapping, MappedColumn } from "@/lib/domain/imports/schema";
import { meaningsOf } from "@/lib/domain/imports/words";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { ImportField } from "@/lib/platform/register/import-field";
import type { ImportTarget } from "@/lib/platform/register/import-session";
import { refNumber } from "@/lib/platform/register/reference";

const otherReferences = "References of another tool; records are matched by name.";

/** Returns which heading feeds which field, as far as the words tell. */
export function proposeMapping(
  target: ImportTarget,
  fields: readonly ImportField[],
  headings: readonly string[],
  samples: readonly string[],
): ImportMapping {
  const { leftOut, words } = target;
  const matches = matchHeadings(headings, { fields, leftOut, noun: words.one });
  const columns = matches.map((match, index) => {
    const sample = samples[index] ?? "";
    const foreign = match.field === "ref" && sample !== "" && !refNumber(sample, target.letter);
    return foreign
      ? { heading: match.heading, field: null, sample, note: otherReferences }
      : { ...match, sample };
  });
  return { columns, fill: {}, words: {}, chosen: false };
}

/** What a person says of a mapping; without words, those that were said before hold. */
interface WantedMapping {
  columns: Readonly<Record<string, string | null>>;
  fill: Readonly<Record<string, string>>;
  words?: ImportMapping["words"] | undefined;
}

/** Returns the mapping with a person's corrections; throws Invalid for unknown headings and fields, and fields fed twice. */
export function correctMapping(
  target: ImportTarget,
  fields: readonly ImportField[],
  mapping: ImportMapping,
  wanted: WantedMapping,
): ImportMapping {
  const known = new Set(["ref", ...fields.map(({ key }) => key)]);
  const problems: FieldProblem[] = [];
  for (const [heading, field] of Object.entries(wanted.columns)) {
    const path = `columns.${heading}`;
    if (!mapping.columns.some((column) => column.heading === heading))
      problems.push({ path, message: `The file has no heading "${heading}".` });
    if (field !== null && !known.has(field))
      problems.push({ path, message: `"${field}" is not a field of ${target.words.many}.` });
  }
  const columns = mapping.columns.map((column): MappedColumn => {
    const field = wanted.columns[column.heading];
    return field === undefined || field === column.field
      ? column
      : { heading: column.heading, sample: column.sample, field };
  });
  for (const [key, columnsOfKey] of Map.groupBy(columns, ({ field }) => field)) {
    if (key === null || columnsOfKey.length < 2) continue;
    const headings = columnsOfKey.map(({ heading }) => `"${heading}"`).join(" and ");
    problems.push({ path: "columns", message: `${headings} cannot both feed the same field. Choose one.` });
  }
  const words = wanted.words ?? mapping.words;
  problems.push(...fillProblems(fields, wanted.fill), ...wordProblems(fields, words));
  if (problems.length > 0) throw new Invalid(problems);
  return { columns, fill: { ...wanted.fill }, words, chosen: true };
}

function wordProblems(fields: readonly ImportField[], words: ImportMapping["words"]): FieldProblem[] {
  return Object.entries(words).flatMap(([key, meant]) => {
    const field = fields.find((candidate) => candidate.key === key);
    if (!field || meaningsOf(field).length === 0)
      return [
        { path: `words.${key}`, message: `"${key}" is not a field whose words can be given a meaning.` },
      ];
    return Object.entries(meant).flatMap(([word, meaning]) => {
      const read = readCell(field, meaning);
      if (read.kind === "value") return [];
      const message = read.kind === "problem" ? read.message : `Say what "${word}" means.`;
      return [{ path: `words.${key}.${word}`, message }];
    });
  });
}

function fillProblems(
  fields: readonly ImportField[],
  fill: Readonly<Record<string, string>>,
): FieldProblem[] {
  return Object.entries(fill).flatMap(([key, text]) => {
    const field = fields.find((candidate) => candidate.key === key);
    const path = `fill.${key}`;
    if (!field) return [{ path, message: `"${key}" is not a field that can be filled in.` }];
    if (field.concept)
      return [{ path, message: `${field.label} cannot be given for all rows. Add a column to the file.` }];
    const read = readCell(field, text);
    return read.kind === "problem" ? [{ path, message: read.message }] : [];
  });
}

/** Returns the values that new records get where the file has none. */
export function fillValues(
  fields: readonly ImportField[],
  fill: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(fill)) {
    const field = fields.find((candidate) => candidate.key === key);
    const read = field && readCell(field, text);
    if (read?.kind === "value") values[key] = read.value;
  }
  return values;
}
