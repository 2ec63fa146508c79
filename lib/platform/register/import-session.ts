import "server-only";
import type { Permission } from "@/lib/platform/access/permission";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";
import type { ImportField } from "@/lib/platform/register/import-field";

/** A register that files can be imported into; its concept alone writes its tables. */
export interface ImportTarget {
  /** As in the address: "risks". */
  concept: string;
  words: { one: string; many: string };
  /** The letter of the short reference, as in R-0012. */
  letter: string;
  /** The field that names a record within its unit. */
  nameKey: string;
  create: Permission;
  /** Its records are the same for the whole organisation: new ones go to the top unit. */
  atTop?: true;
  edit: Permission;
  /** Columns of the register that a file may hold and that are not taken over, with the reason. */
  leftOut: readonly { label: string; synonyms?: readonly string[]; why: string }[];
  /** Reads what all rows share, such as the risk method. */
  open(context: Context): Promise<ImportSession>;
}

/** One import at work, in one transaction. */
export interface ImportSession {
  fields: readonly ImportField[];
  /** Returns the stored records with these numbers, and those with one of these names in their unit. */
  find(wanted: { numbers: readonly number[]; named: readonly UnitAndName[] }): Promise<StoredRecord[]>;
  /** Returns what else is wrong with a row that would be written: rules across fields. */
  check(row: PlannedWrite): RowProblem[] | Promise<RowProblem[]>;
  /** Writes the rows; `origin` says where a row came from. */
  write(rows: readonly PlannedWrite[], origin: (line: number) => string): Promise<WrittenRows>;
}

/** What writing rows changed. */
export interface WrittenRows {
  /** The change of each row, in their order. */
  changes: Change[];
  /** Changes of other records that followed. */
  further: Change[];
}

export interface UnitAndName {
  unitId: string;
  name: string;
}

/** A record as it is stored, with its values under the keys of the fields. */
export interface StoredRecord {
  id: string;
  number: number;
  version: number;
  unitId: string;
  values: Readonly<Record<string, unknown>>;
  /** Names of the records that the values refer to, by id. */
  names: Readonly<Record<string, string>>;
  /** The whole stored row, for the audit trail. */
  row: object;
}

/** What is wrong with a row and what to do; the label names the column, or is null for the row as a whole. */
export interface RowProblem {
  label: string | null;
  message: string;
}

/** A value that would change, in words. */
export interface Difference {
  label: string;
  before: string;
  after: string;
}

/** A row that would be written: the values the record would have, and what it has now. */
export interface PlannedWrite {
  line: number;
  /** The id of the record; a new one has it from the check on. */
  id: string;
  stored: StoredRecord | null;
  /** Every field of a new record; of an existing one only those that change. */
  values: Readonly<Record<string, unknown>>;
}

export type RowOutcome = "create" | "change" | "unchanged" | "refused";

/** What an import would do with one row. */
export interface RowPlan {
  line: number;
  outcome: RowOutcome;
  label: string;
  /** The record; of a new one the id that it will have, and null for a row that is refused and names none. */
  recordId: string | null;
  /** The version of the record that was compared with. */
  seen: number | null;
  differences: readonly Difference[];
  problems: readonly RowProblem[];
  /** Present when the outcome is create or change. */
  write: PlannedWrite | null;
}

/** One row of a file in the concept's terms. */
export interface ReadRow {
  /** As a spreadsheet counts it: the headings are row 1. */
  line: number;
  /** The number in the reference, where the file gives one of ours. */
  number: number | null;
  /** The cells that say something, by field; null empties the field. */
  values: Readonly<Record<string, unknown>>;
  doubts: readonly Doubt[];
  problems: readonly RowProblem[];
}

/** A name that several records have; it means the one that the record holds already, else it must be said better. */
export interface Doubt {
  key: string;
  label: string;
  many: boolean;
  candidates: readonly string[];
  message: string;
}
