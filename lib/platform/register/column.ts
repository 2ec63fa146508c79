import * as z from "zod";
import { type FieldKind, fieldMeta, type Option } from "@/lib/platform/schema/field";

/** How a column can be narrowed down in a list: by words, chosen values, a range, a record, or yes/no/unknown. */
type FilterKind = "text" | "choice" | "range" | "reference" | "tri-state";

/** One column of a register: the same facts serve the table, the filters, the API, CSV and PDF. */
export interface Column {
  key: string;
  label: string;
  kind: FieldKind;
  help?: string;
  options?: readonly Option[];
  concept?: string;
  /** May be empty; empty values come last in either direction. */
  nullable: boolean;
  sortable: boolean;
  filter: FilterKind | null;
  /** Shown until a person chooses their own columns. */
  shown: boolean;
  /** Width on screen in pixels; also the weight on paper. */
  width: number;
  /** A number whose value is a level of the risk scale, drawn as a badge. */
  badge?: "level" | "percent";
  /** Database field or relation behind the column where it differs from the key. */
  field?: string;
  synonyms?: readonly string[];
}

type Extra = Partial<Pick<Column, "sortable" | "filter" | "shown" | "width" | "badge" | "field" | "label">>;

const filters: Record<FieldKind, FilterKind | null> = {
  text: "text",
  "long-text": null,
  email: "text",
  choice: "choice",
  several: "choice",
  "tri-state": "tri-state",
  integer: "range",
  decimal: "range",
  date: "range",
  instant: "range",
  reference: "reference",
  references: "reference",
  file: null,
  files: null,
};

const widths: Record<FieldKind, number> = {
  text: 240,
  "long-text": 320,
  email: 220,
  choice: 130,
  several: 200,
  "tri-state": 110,
  integer: 90,
  decimal: 90,
  date: 120,
  instant: 150,
  reference: 170,
  references: 220,
  file: 220,
  files: 220,
};

/** Returns a column whose label, help and choices come from the field's own shape. */
export function column(key: string, field: z.ZodType, extra: Extra = {}): Column {
  const { kind, label, help, options, concept, synonyms } = fieldMeta(field);
  return {
    key,
    label,
    kind,
    ...(help ? { help } : {}),
    ...(options ? { options } : {}),
    ...(concept ? { concept } : {}),
    ...(synonyms ? { synonyms } : {}),
    nullable: field instanceof z.ZodNullable,
    sortable: ["text", "email", "choice", "integer", "decimal", "date", "instant"].includes(kind),
    filter: filters[kind],
    shown: false,
    width: widths[kind],
    ...extra,
  };
}

/** A record named in a cell: a person, a unit, a system … */
export interface Named {
  id: string;
  name: string;
  /** For people, so that a file names them without doubt. */
  email?: string;
}

export type CellValue = string | number | boolean | null | Named | readonly Named[] | readonly string[];

/** One row of a register: an id, its version, a short reference such as R-0012, and a value per column. */
export interface RegisterRow {
  id: string;
  ref: string;
  version: number;
  [key: string]: CellValue;
}
