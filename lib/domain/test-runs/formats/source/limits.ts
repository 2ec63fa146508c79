import "server-only";
import { Invalid, TooLarge } from "@/lib/platform/errors/public-error";

/** What a file of results may be at most; more of anything only hostile files have. */
export const limits = {
  /** Bytes of text after unpacking. */
  bytes: 2_000_000_000,
  /** Bytes that unpack from one byte, once more than `ratioFrom` came out: no text of people comes near. */
  ratio: 200,
  ratioFrom: 5_000_000,
  /** Bytes of one line of JSON Lines. */
  line: 16_000_000,
  lines: 20_000_000,
  /** Bytes of a document between two of its entries that are read. */
  entry: 32_000_000,
  /** Levels of nesting. */
  depth: 100,
  /** Different checks, detectors and places in one file. */
  checks: 50_000,
  /** Share of entries that may be unreadable. */
  invalid: 0.01,
  /** Bytes at the beginning from which a format is told. */
  head: 1_000_000,
  /** Files in an archive. */
  archiveEntries: 200_000,
} as const;

/** Returns the refusal of a file that nests too deep. */
export function tooDeep(): Invalid {
  return new Invalid(
    `The file is nested more than ${limits.depth} levels deep, as no tool writes it. Export it again.`,
  );
}

/** Returns the refusal of a file that is too large, by what of it is. */
export function tooLarge(what: string, most: number): TooLarge {
  return new TooLarge(
    `${what} is larger than ${Math.round(most / 1_000_000)} MB. Split the run into several files.`,
  );
}
