import "server-only";
import * as z from "zod";
import { parseTable, textOf } from "@/lib/domain/frameworks/files/read-table";
import { readStart, undated } from "@/lib/domain/frameworks/rules";
import { addressees, type Requirement } from "@/lib/domain/frameworks/schema";

const text = z.string().trim().min(1);
const cell = z.string().trim();
const start = cell.transform((written, context) => {
  const read = readStart(written);
  if (read) return read;
  context.addIssue(`"${written}" is neither a date nor a date for each route.`);
  return z.NEVER;
});
const yesOrNo = z.enum(["true", "false"]).transform((word) => word === "true");
const addressee = z.enum(addressees.map(({ value }) => value));
const several = cell.transform((joined) => joined.split(";").filter(Boolean)).pipe(z.array(addressee));

/** The columns that all frameworks share, and those that the EU AI Act and HIPAA add. */
const row = z.strictObject({
  ref: text,
  parent_ref: cell,
  kind: text,
  title: text,
  paraphrase: text,
  applies_to: several,
  applies_from: start,
  assessable: yesOrNo,
  practical_from: start.optional(),
  amended_by_2026_1744: z.enum(["yes", "no"]).optional(),
  note: cell.optional(),
  designation: z.enum(["required", "addressable", "standard", ""]).optional(),
});

const parentFrameworks: Record<string, string> = { "nist-ai-600-1": "nist-ai-rmf" };

/** Returns the requirements of a framework whose file has the common columns; throws ReferenceDataError. */
export function readStandard(framework: string): Requirement[] {
  return standardIn(framework, textOf(`frameworks/${framework}.csv`));
}

/** Returns the requirements in the text of such a file; throws ReferenceDataError. */
export function standardIn(framework: string, text: string): Requirement[] {
  const rows = parseTable(`frameworks/${framework}.csv`, text, row);
  const own = new Set(rows.map(({ ref }) => ref));
  return rows.map((line) => ({
    key: `${framework}:${line.ref}`,
    ref: line.ref,
    parentRef: line.parent_ref || null,
    parentFramework:
      line.parent_ref && !own.has(line.parent_ref) ? (parentFrameworks[framework] ?? null) : null,
    kind: line.kind,
    title: line.title,
    paraphrase: line.paraphrase,
    assessable: line.assessable,
    appliesTo: line.applies_to,
    appliesFrom: line.applies_from,
    practicalFrom: line.practical_from ?? undated,
    notes: notesOf(line),
  }));
}

function notesOf({ note, amended_by_2026_1744: amended, designation }: z.output<typeof row>): string[] {
  return [
    ...(note ? [note] : []),
    ...(amended === "yes" ? ["Amended or added by Regulation (EU) 2026/1744."] : []),
    ...(designation === "required" ? ["Required."] : []),
    ...(designation === "addressable" ? ["Addressable."] : []),
  ];
}
