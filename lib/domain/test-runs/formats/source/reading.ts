import "server-only";
import type * as z from "zod";

/** What whoever reads a file may say beforehand, because the file does not. */
export interface ReadOptions {
  /** What a high score or a correct answer means, by task or metric; "*" for all others. */
  scoreMeans: ReadonlyMap<string, "defended" | "vulnerable">;
}

/** What a format reads with: shapes are checked, and what does not fit is counted, here. */
export interface Reading {
  options: ReadOptions;
  /**
   * Returns a value in its shape, or null after counting it as an entry that cannot be read. Above 1 % of them the file is
   * refused. `where` is a line number or a place in the document.
   */
  check<T>(shape: z.ZodType<T>, value: unknown, where: number | string): T | null;
  /** Counts an entry that cannot be read, for a reason in a few words. */
  invalid(where: number | string, why: string): void;
  /** Counts an entry that was read without a shape. */
  valid(): void;
  /** Notes what a person should know before trusting the result. */
  warn(message: string, line?: number): void;
}
