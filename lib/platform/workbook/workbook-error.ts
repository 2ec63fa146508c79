import "server-only";

export type WorkbookErrorCode =
  | "too-large"
  | "too-many-parts"
  | "compressed-too-much"
  | "size-lie"
  | "overlap"
  | "encrypted"
  | "old-format"
  | "not-a-workbook"
  | "damaged"
  | "declarations"
  | "too-deep"
  | "too-slow"
  | "no-sheet"
  | "too-many-rows"
  | "too-many-columns"
  | "cell-too-long"
  | "too-many-merges";

/** A workbook that is not read, or not further; the message says why and what to do. */
export class WorkbookError extends Error {
  override name = "WorkbookError";
  readonly code: WorkbookErrorCode;

  constructor(code: WorkbookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
