import type { ExceedanceLine } from "@/lib/platform/report/curve-scale";
import type { Tone } from "@/lib/platform/schema/field";

/** How a badge is drawn: the tones of fields, and "unknown", which must never look like any answer. */
export type BadgeTone = Tone | "unknown";

/** A state or severity: always a word with a shape and a colour. */
export interface Badge {
  kind: "badge";
  word: string;
  tone: BadgeTone;
}

/** What one table cell holds; `null` is "not recorded" and is drawn as a dash, "" is drawn empty. */
export type Cell = string | number | Badge | null;

/** One row of a table, in the order of its columns. */
export type Row = readonly Cell[];

/** Rows at hand, or batches of rows as they come from the database. */
export type RowSource = readonly Row[] | AsyncIterable<readonly Row[]>;

/** One table column; `weight` is its share of the width beside the others (1 when absent). */
export interface Column {
  label: string;
  weight?: number;
  align?: "left" | "center" | "right";
  kind?: "text" | "number" | "badge";
  /** Digits after the point of a number column; as many as the number has when absent. */
  digits?: number;
  /** True for the column that names the row; screen readers read it with every cell. */
  rowHeader?: boolean;
}

export interface HeadingBlock {
  kind: "heading";
  level: 1 | 2 | 3;
  text: string;
  /** True on a level 1 heading that is lettered ("Appendix A") instead of numbered. */
  appendix?: boolean;
}

export interface ParagraphBlock {
  kind: "paragraph";
  text: string;
  /** "lead" is an opening statement in larger type, "muted" a remark. */
  style?: "lead" | "normal" | "muted";
}

export interface ListBlock {
  kind: "list";
  items: readonly string[];
  ordered?: boolean;
}

/** The facts of one record as label and value. */
export interface FactsBlock {
  kind: "facts";
  items: readonly { label: string; value: Cell }[];
}

export interface TableBlock {
  kind: "table";
  title?: string;
  /** What is counted and what was left out, drawn under the title. */
  note?: string;
  columns: readonly Column[];
  rows: RowSource;
  /** How many rows a streamed source will give, when known; decides whether the report is tagged. */
  rowCount?: number;
  /** What an empty table says; "None." when absent. */
  empty?: string;
}

/** One band of a heat map; the letter stands in every cell so that colour is never needed. */
export interface Band {
  letter: string;
  word: string;
  tone: BadgeTone;
}

/** One axis of a heat map, lowest level first. */
interface Axis {
  label: string;
  levels: readonly string[];
}

/** Counts by two scales: `cells[row][column]`, both lowest first, `band` indexing into `bands`. */
export interface HeatMapBlock {
  kind: "heatMap";
  title: string;
  /** What is counted, in the plural: "risks". */
  counted: string;
  rows: Axis;
  columns: Axis;
  bands: readonly Band[];
  cells: readonly (readonly { count: number; band: number }[])[];
}

/** Labelled bars; with `of` a bar is a part of that whole and says so. */
export interface BarsBlock {
  kind: "bars";
  title: string;
  counted: string;
  bars: readonly { label: string; value: number; of?: number; tone?: BadgeTone }[];
}

/** One value over time; `null` is a period without a value and breaks the line. */
export interface TrendBlock {
  kind: "trend";
  title: string;
  counted: string;
  points: readonly { label: string; value: number | null }[];
  target?: { label: string; value: number };
}

/** How likely a year is to cost more than an amount; the first line is drawn solid, the second dashed. */
export interface CurveBlock {
  kind: "curve";
  title: string;
  /** What was counted: "100,000 simulated years". */
  counted: string;
  currency: string;
  lines: readonly ExceedanceLine[];
}

interface DrawnBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Boxes in frames with arrows between them, in pixels from the top left of a drawing; shown whole, on one page. */
export interface DrawingBlock {
  kind: "drawing";
  title: string;
  /** What is drawn: "5 elements, 7 flows". */
  counted: string;
  width: number;
  height: number;
  /** The outer ones first. */
  frames: readonly { box: DrawnBox; label: string }[];
  /** "open" has lines above and below alone. */
  boxes: readonly {
    box: DrawnBox;
    shape: "round" | "square" | "open";
    tone: BadgeTone;
    kind: string;
    label: string;
    /** Drawn, but not part of what is looked at. */
    faded: boolean;
  }[];
  /** From the start to the tip, with the middle of the text. */
  arrows: readonly {
    points: readonly { x: number; y: number }[];
    label: { x: number; y: number };
    text: string;
    both: boolean;
    faded: boolean;
  }[];
}

export interface CalloutBlock {
  kind: "callout";
  tone: BadgeTone;
  title: string;
  text: string;
}

interface PageBreakBlock {
  kind: "pageBreak";
}

/** What the report rests on, numbered in the order given. */
export interface SourcesBlock {
  kind: "sources";
  items: readonly { text: string; reference?: string }[];
}

export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | FactsBlock
  | TableBlock
  | HeatMapBlock
  | BarsBlock
  | TrendBlock
  | CurveBlock
  | DrawingBlock
  | CalloutBlock
  | PageBreakBlock
  | SourcesBlock;

/** A report as plain data, free of any format: the PDF, its digest and its tests read nothing else. */
export interface Report {
  title: string;
  subtitle?: string;
  organisation: string;
  /** What the reader holds: "Draft", "Approved", "Register". */
  state: string;
  /** The instant whose content this is; also the date written into the file, so that bytes repeat. */
  asOf: Date;
  /** True where the report is of a day and not of a minute: two made on one day from the same content are the same. */
  wholeDay?: boolean;
  /** The IANA zone in which `asOf` is shown, such as "Europe/Berlin". */
  timeZone: string;
  /** The reader, as every page names them after "Generated for". */
  generatedFor: string;
  /** The BCP 47 language of the text; "en" when absent. */
  language?: string;
  sections: readonly Block[];
}

/** Returns a badge cell. */
export function badge(word: string, tone: BadgeTone): Badge {
  return { kind: "badge", word, tone };
}
