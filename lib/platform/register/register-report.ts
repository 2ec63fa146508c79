import "server-only";
import type { Context } from "@/lib/platform/operation/operation";
import type { ListRequest } from "@/lib/platform/register/list-input";
import type { Block } from "@/lib/platform/report/model";
import type { Option, Tone } from "@/lib/platform/schema/field";

/** A band of a scale: the scores from `from` on have this word. */
export interface LevelBand {
  label: string;
  from: number;
  tone: Tone;
}

/** Words for values of a register that only the organisation's settings know. */
export interface RegisterWords {
  /** Choices by column key, such as the categories of the risk method. */
  options: Readonly<Record<string, readonly Option[]>>;
  /** The bands of numbers that are drawn as a level. */
  bands: readonly LevelBand[];
}

/** A table of the method behind a register's figures. */
export interface MethodTable {
  title: string;
  headings: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** What a concept adds to the export of its register: its words, and what stands before the table on paper. */
export interface RegisterReport {
  concept: string;
  words(context: Context): Promise<RegisterWords>;
  /** Figures of the rows that the filters leave. */
  figures?(context: Context, filters: ListRequest): Promise<Block[]>;
  /** The method behind the figures, for the second sheet of a workbook. */
  method?(context: Context): Promise<MethodTable[]>;
}

export const noWords: RegisterWords = { options: {}, bands: [] };
