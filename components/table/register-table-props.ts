import type { Band } from "@/components/domain/band";
import type { FormField } from "@/components/form/form-values";
import type { Total } from "@/components/table/use-register-count";
import type { Column, RegisterRow } from "@/lib/platform/register/column";

/** How many records are printed into one archive. */
export interface Archive {
  url: string;
  href: string;
}

/** What a page hands to its register. */
export interface RegisterTableProps {
  concept: string;
  title: string;
  noun: { one: string; many: string };
  columns: readonly Column[];
  /** What the address can be narrowed by that is no column. */
  ownFilters: readonly string[];
  /** The first page, as the address asks for it. */
  rows: readonly RegisterRow[];
  next: string | null;
  bands?: readonly Band[];
  /** What may be changed in many records at once; empty for nothing. */
  bulk?: readonly FormField[];
  /** Where many of its records are printed into one archive: the operation, and the page on which it is found. */
  archive?: Archive | undefined;
  can: { create?: boolean; import?: boolean; export?: boolean };
  /** The keys the person chose, from preference `register.<concept>`. */
  savedColumns: readonly string[] | null;
  /** Its records tell their history; the side panel shows the last of it. */
  hasHistory?: boolean;
  /** It can be shown as of an earlier day, and the day that it is shown of. */
  looksBack?: boolean;
  asOf?: string | undefined;
  total?: Total;
  /** What belongs in this register, for when it is empty. */
  empty: string;
  /** Where its pages lie, if not at its concept: a record at /<id>, the form of a new one at /new. */
  hrefBase?: string;
  /** Names of records that filters in the address mention by id. */
  names?: Record<string, string>;
}
