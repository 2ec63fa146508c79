import * as z from "zod";
import { longText, notStorable, storable } from "@/lib/platform/schema/field";

/** What a framework's file may be at most; those of whole catalogues are below. YAML takes longest to read. */
export const frameworkLimits = {
  bytes: 12_000_000,
  yamlCharacters: 3_000_000,
  /** Levels of nesting in JSON and YAML, and of requirements below one another. */
  depth: 40,
  lines: 5_000,
  /** References are typed and linked; longer ones are no references. */
  ref: 80,
  title: 500,
  text: 20_000,
} as const;

export const frameworkFormats = [
  { value: "csv", label: "CSV", help: "A row per requirement, with headings." },
  { value: "ciso-assistant", label: "CISO Assistant library", help: "YAML with one framework in it." },
  {
    value: "oscal",
    label: "OSCAL catalog",
    help: "JSON of NIST's Open Security Controls Assessment Language.",
  },
] as const;

type FrameworkFormat = (typeof frameworkFormats)[number]["value"];

export const versionStates = [
  { value: "draft", label: "Draft", tone: "info", help: "Read from a file; nothing counts by it yet." },
  { value: "in-force", label: "In force", tone: "good", help: "It is read, searched and covered." },
  { value: "superseded", label: "Superseded", tone: "neutral", help: "A later version took its place." },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral", help: "Taken out of the list of frameworks." },
  { value: "discarded", label: "Discarded", tone: "neutral", help: "Never put in force." },
] as const;

export type VersionState = (typeof versionStates)[number]["value"];

/** Keys stand in addresses, where these words mean something else. */
const reserved = ["compare", "mappings", "versions"];

/** Returns text that is said beside a file; what is left out is taken from the file. */
export const saidWords = (label: string, max: number) =>
  z
    .string()
    .max(max, `${label} is longer than ${max.toLocaleString("en")} characters. Shorten it.`)
    .refine(storable, notStorable)
    .trim()
    .min(1, `${label} is empty. Fill it in, or leave it out.`)
    .optional();

/** What is said beside a file; what is left out is taken from the file. */
export const givenFields = {
  key: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,40}$/,
      "The key may hold small letters, digits and hyphens, and begins with a letter; 2 to 41 characters.",
    )
    .refine((key) => !reserved.includes(key), "This key is taken by Plumbline itself. Choose another.")
    .optional(),
  title: saidWords("The name", 200),
  edition: saidWords("The version", 100),
  publisher: saidWords("The publisher", 200),
  rights: saidWords("The licence", 2_000),
};

/** Why a version is put in force or withdrawn. */
export const reasonFields = {
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }),
};

/** Which column of a CSV file feeds what. */
export const columnFields = [
  { value: "ref", label: "Reference", help: "The number of the requirement; required." },
  { value: "parent", label: "Reference of the heading above" },
  { value: "kind", label: "Kind" },
  { value: "title", label: "Title", help: "Required, unless there is a text." },
  { value: "text", label: "Text" },
  { value: "assessable", label: "Can be fulfilled", help: "yes or no." },
  { value: "notes", label: "Notes" },
  { value: "appliesTo", label: "Whom it addresses" },
  { value: "appliesFrom", label: "Applies from" },
  { value: "practicalFrom", label: "In practice from" },
] as const;

export type ColumnField = (typeof columnFields)[number]["value"];

/** The heading of a file that feeds each field. */
export const columnChoice = z.partialRecord(
  z.enum(columnFields.map(({ value }) => value) as [ColumnField, ...ColumnField[]]),
  z.string().max(200),
);

const start = z.strictObject({
  date: z.string().nullable(),
  annex_iii: z.string().nullable(),
  annex_i: z.string().nullable(),
});

/** A line of a framework as it is kept. */
export const storedLine = z.strictObject({
  ref: z.string(),
  /** What the source calls it: the URN of CISO Assistant, the id of OSCAL. */
  sourceId: z.string(),
  parentRef: z.string().nullable(),
  /** Where the parent is in another framework: its key. */
  parentFramework: z.string().nullable(),
  kind: z.string(),
  title: z.string(),
  text: z.string().nullable(),
  assessable: z.boolean(),
  appliesTo: z.array(z.string()),
  appliesFrom: start,
  practicalFrom: start,
  notes: z.array(z.string()),
});

export type StoredLine = z.output<typeof storedLine>;

/** What a file holds, before anything is kept. */
export interface FoundFramework {
  format: FrameworkFormat;
  /** The key that the file proposes; null where it names none. */
  key: string | null;
  title: string | null;
  edition: string | null;
  publisher: string | null;
  rights: string | null;
  /** By what the source knows the framework: a URN, a UUID, a web address. */
  source: string | null;
  lines: readonly StoredLine[];
  /** What was left out or is read in another way than it stands. */
  warnings: readonly string[];
}
