export type CsvErrorCode =
  | "not-text"
  | "encoding"
  | "nul"
  | "quotes"
  | "headings"
  | "empty"
  | "no-rows"
  | "too-large"
  | "too-many-rows"
  | "too-many-columns"
  | "cell-too-long"
  | "row-too-long";

/** A file that cannot be read further; the message says what is wrong in which line and what to do. */
export class CsvError extends Error {
  override name = "CsvError";
  readonly code: CsvErrorCode;
  /** The line, from 1, in which the trouble begins. */
  readonly line: number;
  /** The column, from 1, where one can be named. */
  readonly column: number | undefined;

  constructor(code: CsvErrorCode, message: string, line: number, column?: number) {
    super(message);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

/** What is wrong with one row; the others can still be read. */
export interface RowProblem {
  line: number;
  column?: number;
  message: string;
}
