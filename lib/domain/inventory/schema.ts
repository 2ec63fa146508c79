import * as z from "zod";
import { type Column, column } from "@/lib/platform/register/column";
import { day, fieldMeta, instant, integer, reference, several, text } from "@/lib/platform/schema/field";

export const criticalities = [
  { value: "low", label: "Low", tone: "good", help: "Work goes on without it." },
  { value: "medium", label: "Medium", tone: "info", help: "Its failure is felt by one team." },
  { value: "high", label: "High", tone: "bad", help: "Its failure is felt by customers or stops a process." },
  {
    value: "critical",
    label: "Critical",
    tone: "critical",
    help: "Its failure harms people or the business.",
  },
] as const;

export const regions = [
  { value: "eu", label: "European Union" },
  { value: "uk", label: "United Kingdom" },
  { value: "us", label: "United States" },
  { value: "ch", label: "Switzerland" },
  { value: "apac", label: "Asia-Pacific" },
  { value: "other", label: "Elsewhere" },
] as const;

/** The unit that keeps a record; everything else about its reach follows from it. */
export const unitField = (label: string, help: string) =>
  reference("units", {
    label,
    help,
    synonyms: ["unit", "business unit", "department", "division", "team", "organisation unit"],
  });

/** The person who answers for a record. */
export const ownerField = (help: string) =>
  reference("people", {
    label: "Owner",
    help,
    synonyms: [
      "business owner",
      "accountable",
      "responsible",
      "owner e-mail",
      "owner email",
      "contact person",
    ],
  }).nullable();

/** The day on which somebody looks at a record again. */
export const nextReviewField = day({
  label: "Next review",
  help: "The day on which the facts are looked at again.",
  synonyms: ["review date", "next review date", "review due", "review on"],
}).nullable();

/** A record of the inventory as every door answers it. */
export const inventoryRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  name: z.string(),
  version: z.int(),
});

/** What a column shows by itself where the field does not say it: shown, width, filter … */
export type Looks = Readonly<Record<string, Parameters<typeof column>[2]>>;

/** Returns the columns of a register of the inventory: reference, a column per field, completeness, gaps and dates. */
export function inventoryColumns<F extends Readonly<Record<string, z.ZodType>>>(
  fields: F,
  facts: readonly (keyof F & string)[],
  looks: Looks,
): Column[] {
  const reference = text({ label: "Ref", synonyms: ["id", "reference"] });
  const completeness = integer({
    label: "Completeness",
    help: "Share of the facts that are known, in percent. Unknown never counts as known.",
    min: 0,
    max: 100,
  });
  const gaps = several(
    facts.map((fact) => ({ value: fact, label: fieldMeta(fields[fact] as z.ZodType).label })),
    { label: "Gaps", help: "The facts that nobody has given yet." },
  );
  return [
    column("ref", reference, { shown: true, width: 74, filter: null, field: "number", sortable: false }),
    ...Object.entries(fields).map(([key, field]) => column(columnKey(key), field, looks[columnKey(key)])),
    column("completeness", completeness, { shown: true, badge: "percent", width: 124 }),
    column("gaps", gaps, { width: 260 }),
    column("createdAt", instant({ label: "Created" }), {}),
    column("updatedAt", instant({ label: "Changed" }), {}),
  ];
}

/** Returns the column of a field: a form writes ids (ownerId, modelIds), a row names records (owner, models). */
export function columnKey(field: string): string {
  return field.replace(/Ids$/, "s").replace(/Id$/, "");
}
