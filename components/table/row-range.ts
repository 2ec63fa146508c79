/** Rows drawn: from the first to the last, both included. */
export interface RowRange {
  first: number;
  last: number;
}

/** Every row of a register is as high as any other, in pixels. */
export const rowHeight = 36;
