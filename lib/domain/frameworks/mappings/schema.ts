import * as z from "zod";
import { confidences, relationships } from "@/lib/domain/frameworks/schema";
import { saidWords } from "@/lib/domain/frameworks/versions/schema";

/** More rows than this are no mapping between two frameworks of 5,000 lines that anybody judges. */
export const mostRows = 20_000;

export const bases = [
  { value: "judgement", label: "Judgement", help: "Each row waits until a person confirms it." },
  {
    value: "published",
    label: "Published",
    help: "As its publisher states it; equal and superset carry over.",
  },
] as const;

/** What is said beside a file of mappings; what is left out is taken from the file. */
export const mappingFields = {
  from: saidWords("The first framework", 60),
  to: saidWords("The second framework", 60),
  basis: z.enum(["judgement", "published"], { error: "Say judgement or published." }).default("judgement"),
  title: saidWords("The name", 200),
  statedBy: saidWords("Who states it", 200),
};

const oneOf = <const O extends readonly { value: string }[]>(options: O) =>
  z.enum(options.map(({ value }) => value) as [O[number]["value"], ...O[number]["value"][]]);

/** A row as it is kept. */
export const storedRow = z.strictObject({
  sourceRef: z.string(),
  targetRef: z.string(),
  relationship: oneOf(relationships),
  confidence: oneOf(confidences),
  note: z.string().nullable(),
});

export type StoredRow = z.output<typeof storedRow>;

/** A row as a file states it, before anybody knows whether both ends exist. */
export interface FoundRow {
  place: string;
  source: string;
  target: string;
  /** Null where the file does not say how they relate. */
  relationship: StoredRow["relationship"] | null;
  /** From 1 to 10; null where the file does not say. */
  strength: number | null;
  note: string | null;
}

/** What a file of mappings holds. */
export interface FoundMapping {
  title: string | null;
  statedBy: string | null;
  rights: string | null;
  /** By what the source knows the two frameworks; null in a CSV file. */
  frameworks: { source: string; target: string } | null;
  rows: readonly FoundRow[];
}
