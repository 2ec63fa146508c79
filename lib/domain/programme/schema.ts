/** One number of the programme: what it counts, of how many, and the address that opens exactly these records. */
export interface Figure {
  key: string;
  label: string;
  count: number;
  of: number;
  href: string;
}

/** Where the current scores stood at the end of a month. */
export interface TrendPoint {
  /** YYYY-MM. */
  month: string;
  /** Risks with a current score then. */
  scored: number;
  /** Of these, high or critical by the method in force now. */
  high: number;
  average: number | null;
}
