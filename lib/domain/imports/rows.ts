import "server-only";
import { readCell } from "@/lib/domain/imports/cells";
import type { Lookups } from "@/lib/domain/imports/lookups";
import type { Words } from "@/lib/domain/imports/words";
import type { ImportField } from "@/lib/platform/register/import-field";
import type { Doubt, ReadRow, RowProblem } from "@/lib/platform/register/import-session";
import { refNumber } from "@/lib/platform/register/reference";

/** A row as the file has it: its number as a spreadsheet counts it, a cell per heading, and what was wrong with the row itself. */
export interface RawRow {
  line: number;
  cells: readonly string[];
  problems: readonly { message: string }[];
}

interface Reading {
  /** Per heading of the file the field it feeds. */
  columns: readonly (ImportField | "ref" | null)[];
  letter: string;
  words: Words;
  lookups: Lookups;
}

interface NamedCell {
  field: ImportField;
  names: readonly string[];
  many: boolean;
}

interface HalfRead {
  line: number;
  number: number | null;
  values: Record<string, unknown>;
  named: NamedCell[];
  problems: RowProblem[];
}

/** Returns the rows in the concept's terms: values read, names of people, units and records looked up all at once. */
export async function readRows(reading: Reading, raw: readonly RawRow[]): Promise<ReadRow[]> {
  const half = raw.map((row) => readCells(reading, row));
  const wanted = new Map<string, Set<string>>();
  for (const { field, names } of half.flatMap(({ named }) => named)) {
    const known = wanted.get(field.concept ?? "") ?? new Set();
    for (const name of names) {
      known.add(name);
      for (const part of commaParts(name)) known.add(part);
    }
    wanted.set(field.concept ?? "", known);
  }
  for (const [concept, names] of wanted) await reading.lookups.prepare(concept, names);
  return half.map((row) => finish(reading, row));
}

function readCells({ columns, letter, words }: Reading, { line, cells, problems }: RawRow): HalfRead {
  const row: HalfRead = { line, number: null, values: {}, named: [], problems: [] };
  row.problems.push(...problems.map(({ message }) => ({ label: null, message })));
  columns.forEach((field, index) => {
    const cell = cells[index] ?? "";
    if (field === null) return;
    if (field === "ref") {
      row.number = refNumber(cell, letter)?.[0] ?? null;
      return;
    }
    const read = readCell(field, cell, words);
    if (read.kind === "value") row.values[field.key] = read.value;
    if (read.kind === "problem") row.problems.push({ label: field.label, message: read.message });
    if (read.kind === "names") row.named.push({ field, names: read.names, many: read.many });
  });
  return row;
}

function finish({ lookups }: Reading, { line, number, values, named, problems }: HalfRead): ReadRow {
  const doubts: Doubt[] = [];
  for (const { field, names, many } of named) {
    const ids = new Set<string>();
    for (const found of names.flatMap((name) => lookUp(lookups, field.concept ?? "", name, many))) {
      const { key, label } = field;
      if ("id" in found) ids.add(found.id);
      else if (found.candidates.length > 0)
        doubts.push({ key, label, many, candidates: found.candidates, message: found.problem });
      else problems.push({ label, message: found.problem });
    }
    if (many) values[field.key] = [...ids];
    else if (ids.size > 0) values[field.key] = [...ids][0];
  }
  return { line, number, values, doubts, problems };
}

// A comma may separate names or belong to one: the whole is tried first.
function lookUp(lookups: Lookups, concept: string, name: string, many: boolean) {
  const whole = lookups.get(concept, name);
  if ("id" in whole || !many) return [whole];
  const parts = commaParts(name).map((part) => lookups.get(concept, part));
  return parts.length > 0 && parts.every((part) => "id" in part) ? parts : [whole];
}

function commaParts(name: string): string[] {
  const parts = name.split(",").map((part) => part.trim());
  return parts.length > 1 ? parts.filter((part) => part !== "") : [];
}
