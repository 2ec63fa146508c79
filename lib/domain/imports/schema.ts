import * as z from "zod";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { column } from "@/lib/platform/register/column";
import { choice, instant, integer, reference, text } from "@/lib/platform/schema/field";

export const importStates = [
  { value: "checking", label: "Checking", tone: "info", help: "The file is read; nothing is written." },
  { value: "checked", label: "Checked", tone: "warn", help: "Look at what would happen, then apply it." },
  { value: "applying", label: "Applying", tone: "info", help: "The rows are being written." },
  { value: "applied", label: "Applied", tone: "good", help: "The rows are in the register." },
  { value: "failed", label: "Failed", tone: "bad", help: "Nothing was written." },
  { value: "cancelled", label: "Cancelled", tone: "neutral", help: "Nothing was written." },
] as const;
export type ImportState = (typeof importStates)[number]["value"];

export const rowOutcomes = [
  { value: "create", label: "New", tone: "good", help: "Becomes a new record." },
  { value: "change", label: "Changed", tone: "info", help: "Changes the record it names." },
  { value: "unchanged", label: "Unchanged", tone: "neutral", help: "The register says the same already." },
  { value: "refused", label: "Refused", tone: "bad", help: "Cannot be taken over; the row says why." },
] as const;

/** The concepts whose files can be imported. */
export const importConcepts = [
  { value: "systems", label: "AI systems" },
  { value: "risks", label: "Risks" },
  ...partConcepts.map(({ concept, title }) => ({ value: concept, label: title })),
  { value: "own-controls", label: "Controls of the library" },
  { value: "own-threat-rules", label: "Threat rules of our own" },
] as const;

/** A heading of a file with the field that it feeds, and the first value under it. */
const mappedColumn = z.strictObject({
  heading: z.string(),
  field: z.string().nullable(),
  sample: z.string(),
  note: z.string().optional(),
});
export type MappedColumn = z.infer<typeof mappedColumn>;

/** What feeds what: headings to fields, and one value for all new rows where the file has no column. */
export const importMapping = z.strictObject({
  columns: z.array(mappedColumn).default([]),
  fill: z.record(z.string(), z.string()).default({}),
  /** Per field what words of the file mean, in the field's own words. */
  words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** A person has said what feeds what, which is offered again for the next file with these headings. */
  chosen: z.boolean().default(false),
  /** The file for which it was said. */
  remembered: z.string().optional(),
  /** Who said it, where that was somebody else. */
  rememberedBy: z.string().optional(),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** Words of the file that are no value of a field, or for which somebody has said what they mean, with how many rows have them. */
export const foundWords = z.array(z.strictObject({ field: z.string(), word: z.string(), rows: z.int() }));

/** Which sheet of a workbook holds the rows, and in which row its headings stand; found out where they are not said. */
export const sheetChoice = {
  sheet: z.string().max(200).optional(),
  headingRow: z.coerce
    .number({ error: "The row of the headings is a whole number." })
    .int()
    .min(1, { error: "Rows are counted from 1." })
    .max(1_000_000)
    .optional(),
};

/** The sheets of a workbook as they are shown for choosing. */
export const workbookSheets = z.strictObject({
  macros: z.boolean(),
  sheets: z.array(
    z.strictObject({
      name: z.string(),
      hidden: z.boolean(),
      rows: z.int(),
      hiddenRows: z.int(),
      headingRow: z.int(),
      first: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()) })),
    }),
  ),
});
export type WorkbookSheets = z.infer<typeof workbookSheets>;

export const refusedModes = [
  { value: "none-or-all", label: "All or nothing", help: "One refused row, and nothing is written." },
  { value: "skip", label: "Leave out refused rows", help: "They can be saved as a file, with the reasons." },
] as const;

const count = (label: string) => integer({ label, min: 0, max: 1_000_000 });

/** The columns of the list of imports. */
export const importColumns = [
  column("fileName", text({ label: "File" }), { shown: true, width: 320 }),
  column("concept", choice(importConcepts, { label: "Into" }), { shown: true }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true }),
  column("state", choice(importStates, { label: "State" }), { shown: true, filter: null }),
  column("created", count("New"), { shown: true }),
  column("changed", count("Changed"), { shown: true }),
  column("unchanged", count("Unchanged"), { shown: true }),
  column("refused", count("Refused"), { shown: true }),
  column("createdAt", instant({ label: "Started" }), { shown: true, filter: null }),
];

/** An import as every door answers it. */
export const importRecord = z.looseObject({
  id: z.uuid(),
  fileName: z.string(),
  state: z.string(),
  version: z.int(),
});
