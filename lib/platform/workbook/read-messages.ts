import "server-only";
import type { SheetRow } from "./heading-row.ts";
import type { WorkbookErrorCode } from "./workbook-error.ts";

/** A sheet as one chooses it: its name, how much it holds, its first rows, and where its headings seem to be. */
export interface SheetOverview {
  name: string;
  hidden: boolean;
  /** Rows that hold anything, the headings among them. */
  rows: number;
  hiddenRows: number;
  headingRow: number;
  first: SheetRow[];
}

/** What the reading thread is asked. */
export type Question = { kind: "open"; sheet: string; headingRow: number } | { kind: "more" };

/** What the reading thread answers. */
export type Answer =
  | { kind: "opened"; macros: boolean; sheets: SheetOverview[] }
  | { kind: "headings"; headings: string[] }
  | { kind: "rows"; rows: SheetRow[]; done: boolean }
  | { kind: "refused"; code: WorkbookErrorCode; message: string };
