import "server-only";
import { v7 } from "uuid";
import { type Actor, may } from "@/lib/platform/access/actor";
import type { ImportField } from "@/lib/platform/register/import-field";
import type {
  Difference,
  ImportSession,
  ImportTarget,
  PlannedWrite,
  ReadRow,
  RowPlan,
  RowProblem,
  StoredRecord,
} from "@/lib/platform/register/import-session";
import { inWords, isDash, sameValue } from "@/lib/platform/register/import-words";

/** What stays the same from the first row of a file to the last. */
export interface Planning {
  target: ImportTarget;
  session: ImportSession;
  actor: Actor;
  /** Where new records go when the file does not say. */
  unitId: string;
  /** What new records hold where the file says nothing. */
  fill: Readonly<Record<string, unknown>>;
  /** Returns the name of a record that a cell named, by its id. */
  nameOf(id: string): string | undefined;
  /** Rows of this file in which records and names were met. */
  met: Map<string, number>;
}

/** Returns what importing these rows would do, without writing anything. */
export async function planRows(planning: Planning, rows: readonly ReadRow[]): Promise<RowPlan[]> {
  const { session, target } = planning;
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  const referred = numbers.length > 0 ? await session.find({ numbers, named: [] }) : [];
  const byNumber = new Map(referred.map((record) => [record.number, record]));
  const named = rows.flatMap((row) => {
    const name = row.values[target.nameKey];
    const own = row.number === null ? undefined : byNumber.get(row.number);
    return typeof name === "string" ? [{ unitId: unitOf(planning, row, own), name }] : [];
  });
  const namesakes = await session.find({ numbers: [], named });
  const byName = new Map(namesakes.map((record) => [nameKey(target, record.unitId, record.values), record]));
  const plans: RowPlan[] = [];
  for (const row of rows) plans.push(await planRow(planning, row, byNumber, byName));
  return plans;
}

async function planRow(
  planning: Planning,
  row: ReadRow,
  byNumber: ReadonlyMap<number, StoredRecord>,
  byName: ReadonlyMap<string, StoredRecord>,
): Promise<RowPlan> {
  const { target } = planning;
  const own = row.number === null ? undefined : byNumber.get(row.number);
  const unitId = unitOf(planning, row, own);
  const key = nameKey(target, unitId, { ...own?.values, ...row.values });
  const namesake = byName.get(key);
  const stored = own ?? (row.number === null ? namesake : undefined) ?? null;
  const problems = [...row.problems];
  const settled = withoutDoubts(row, stored, problems);
  if (row.number !== null && !own) problems.push(unknownReference(target, row.number));
  if (stored && namesake && namesake.id !== stored.id) problems.push(taken(target));
  problems.push(...meetAgain(planning, row.line, stored?.id ?? null, key));
  const given = { ...settled, ...(stored ? {} : { unitId }) };
  return stored
    ? planChange(planning, row, { stored, unitId, given, problems })
    : planCreate(planning, row, { unitId, given, problems });
}

function withoutDoubts({ values, doubts }: ReadRow, stored: StoredRecord | null, problems: RowProblem[]) {
  const settled: Record<string, unknown> = { ...values };
  for (const { key, label, many, candidates, message } of doubts) {
    const held = [stored?.values[key] ?? []].flat();
    const meant = candidates.filter((id) => held.includes(id));
    const [id] = meant;
    if (id === undefined || (meant.length > 1 && !many)) problems.push({ label, message });
    else
      settled[key] = many ? [...new Set([...((settled[key] as string[] | undefined) ?? []), ...meant])] : id;
  }
  return settled;
}

interface Draft {
  unitId: string;
  given: Readonly<Record<string, unknown>>;
  problems: RowProblem[];
}

async function planCreate(
  planning: Planning,
  { line }: ReadRow,
  { unitId, given, problems }: Draft,
): Promise<RowPlan> {
  const { session, target, actor } = planning;
  const values: Record<string, unknown> = {};
  for (const field of session.fields) {
    const value = given[field.key] ?? planning.fill[field.key] ?? emptyValue(field);
    if (value === undefined) {
      // A cell that could not be read has said so already.
      if (!problems.some(({ label }) => label === field.label)) problems.push(missing(field));
      continue;
    }
    values[field.key] = checked(field, value, problems);
  }
  if (!may(actor, target.create, unitId)) problems.push(notHere(target, "add"));
  const id = v7();
  const write = { line, id, stored: null, values };
  if (problems.length === 0) problems.push(...(await session.check(write)));
  const label = labelOf(target, given, line);
  const planned = outcome(problems, "create", write);
  return { line, label, recordId: planned.write && id, seen: null, differences: [], ...planned };
}

async function planChange(
  planning: Planning,
  { line }: ReadRow,
  { stored, unitId, given, problems }: Draft & { stored: StoredRecord },
): Promise<RowPlan> {
  const { session, target, actor, nameOf } = planning;
  const values: Record<string, unknown> = {};
  const differences: Difference[] = [];
  if (unitId !== stored.unitId) problems.push(elsewhere(target));
  for (const field of session.fields) {
    const value = given[field.key];
    const before = stored.values[field.key];
    if (value === undefined || field.key === "unitId" || sameValue(before, value)) continue;
    if (value === null && !field.nullable) {
      problems.push(missing(field));
      continue;
    }
    const after = checked(field, value, problems);
    if (sameValue(before, after)) continue;
    values[field.key] = after;
    const name = (id: string) => nameOf(id) ?? stored.names[id];
    differences.push({
      label: field.label,
      before: inWords(field, before, name),
      after: inWords(field, after, name),
    });
  }
  const changes = differences.length > 0;
  if (changes && !may(actor, target.edit, stored.unitId)) problems.push(notHere(target, "change"));
  const write = { line, id: stored.id, stored, values };
  if (changes && problems.length === 0) problems.push(...(await session.check(write)));
  const known = {
    line,
    label: labelOf(target, { ...stored.values, ...given }, line),
    recordId: stored.id,
    seen: stored.version,
  };
  if (!changes && problems.length === 0)
    return { ...known, differences, problems, outcome: "unchanged", write: null };
  return { ...known, differences, ...outcome(problems, "change", write) };
}

function outcome(problems: RowProblem[], wanted: "create" | "change", write: PlannedWrite) {
  if (problems.length > 0) return { problems, outcome: "refused" as const, write: null };
  return { problems, outcome: wanted, write };
}

function checked(field: ImportField, value: unknown, problems: RowProblem[]): unknown {
  const parsed = field.shape.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push({ label: field.label, message: parsed.error.issues[0]?.message ?? "Cannot be accepted." });
  return value;
}

// What a new record holds where the file says nothing; undefined where it has to say something.
function emptyValue(field: ImportField): unknown {
  if (field.nullable) return null;
  if (field.required) return undefined;
  const empty = field.shape.safeParse(undefined);
  return empty.success ? empty.data : [];
}

function meetAgain({ met }: Planning, line: number, id: string | null, name: string): RowProblem[] {
  const keys = id === null ? [name] : [id, name];
  const before = keys.map((key) => met.get(key)).find((found) => found !== undefined);
  for (const key of keys) if (!met.has(key)) met.set(key, line);
  if (before === undefined) return [];
  return [
    { label: null, message: `Row ${before} of this file is about the same record. Keep one of the two.` },
  ];
}

function nameKey(target: ImportTarget, unitId: string, values: Readonly<Record<string, unknown>>): string {
  return `${unitId}\n${String(values[target.nameKey] ?? "")}`;
}

function labelOf(target: ImportTarget, values: Readonly<Record<string, unknown>>, line: number): string {
  const name = values[target.nameKey];
  return typeof name === "string" && name !== "" && !isDash(name) ? name.slice(0, 200) : `Row ${line}`;
}

// Where the file names no unit, a record stays where it is and a new one goes where the person said.
function unitOf({ unitId }: Planning, { values }: ReadRow, own: StoredRecord | undefined): string {
  const named = values["unitId"];
  return typeof named === "string" ? named : (own?.unitId ?? unitId);
}

function missing(field: ImportField): RowProblem {
  return {
    label: field.label,
    message: `${field.label} is missing. Fill it in, or give one value for all rows.`,
  };
}

function unknownReference({ letter, words }: ImportTarget, number: number): RowProblem {
  const ref = `${letter}-${String(number).padStart(4, "0")}`;
  return {
    label: "Ref",
    message: `There is no ${words.one} ${ref} that you may see. Correct it, or empty the cell to add a new one.`,
  };
}

function taken({ words }: ImportTarget): RowProblem {
  return {
    label: null,
    message: `Another ${words.one} of this name exists in this business unit. Choose another name.`,
  };
}

function elsewhere({ words }: ImportTarget): RowProblem {
  return {
    label: "Business unit",
    message: `This ${words.one} belongs to another business unit. Move it on its own page first, or empty the cell.`,
  };
}

function notHere({ words }: ImportTarget, verb: "add" | "change"): RowProblem {
  return {
    label: "Business unit",
    message: `You may not ${verb} a ${words.one} in this business unit. Ask an administrator.`,
  };
}
