import * as z from "zod";
import { packEngagementFields } from "@/lib/domain/audit-packs/engagements/schema";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  chosen,
  day,
  instant,
  integer,
  longText,
  reference,
  references,
  several,
  text,
} from "@/lib/platform/schema/field";

/** What replacing the key that signs asks. */
export const replaceKeyFields = {
  reason: longText({ label: "Reason", help: "Why another key signs from now on.", max: 2_000 }),
};

/** What may be left out of a pack. */
export const leftOutOptions = [
  {
    value: "names",
    label: "Names of people",
    help: "People become Person 1, Person 2 …; the texts of audit entries and of what was decided on, which name people, stay out.",
  },
  {
    value: "files",
    label: "Files of evidence",
    help: "They are listed with their SHA-256, and not included.",
  },
] as const;

/** What is in a pack only where that is chosen. */
export const addedOptions = [
  {
    value: "licensed-texts",
    label: "Texts of licensed standards",
    help: "Only where the licence lets you hand them on. They are those of the day on which the pack is built.",
  },
] as const;

/** What somebody who makes a pack says. The frameworks are those in force. */
export const packFields = {
  title: text({ label: "Title", example: "ISO/IEC 42001 surveillance audit 2026" }),
  recipient: text({ label: "For whom", help: "Stands on the cover.", example: "Nordwind Certification" }),
  unitId: reference("units", { label: "Business unit", help: "With everything below it." }),
  systemIds: references("systems", {
    label: "AI systems",
    help: "Only these, with what belongs to them. Without a choice all of the unit and below.",
  }),
  frameworks: chosen({
    label: "Frameworks",
    help: "Coverage, gaps and the Statement of Applicability of each.",
    max: 30,
  }),
  periodFrom: day({ label: "Period from", help: "From this day on: audit trail and decisions." }),
  asOf: day({
    label: "As of",
    help: "Every record as it was at the end of this day; the period ends with it.",
  }),
  leftOut: several(leftOutOptions, { label: "Left out" }),
  added: several(addedOptions, { label: "Added", help: "Left out unless chosen." }),
};

export const packStates = [
  { value: "building", label: "Being built", tone: "info" },
  { value: "ready", label: "Ready", tone: "good" },
  { value: "failed", label: "Failed", tone: "bad", help: "Nothing was kept; the reason stands on its page." },
  { value: "cancelled", label: "Cancelled", tone: "neutral" },
] as const;

export type PackState = (typeof packStates)[number]["value"];

const derived = { sortable: false, filter: null } as const;
const ref = { shown: true, width: 82, filter: null, field: "number", sortable: false } as const;

/** The columns of the register of audit packs. */
export const packColumns = [
  column("ref", text({ label: "Ref" }), ref),
  column("title", packFields.title, { shown: true, width: 320 }),
  column("state", choice(packStates, { label: "State" }), { ...derived, shown: true, width: 120 }),
  // Lists and exports of other registers take "asOf" for the day that they look back to.
  column("periodTo", packFields.asOf, { shown: true, field: "asOf" }),
  column("recipient", packFields.recipient, { shown: true, width: 220 }),
  column("unit", packFields.unitId, { shown: true }),
  column(
    "readers",
    integer({ label: "Readers", help: "People who may read it now by an engagement.", min: 0, max: 1_000 }),
    { ...derived, shown: true },
  ),
  column("createdBy", reference("people", { label: "Made by" }).nullable(), { ...derived, shown: true }),
  column("createdAt", instant({ label: "Made" }), { shown: true }),
  column("sha256", text({ label: "SHA-256" }).nullable(), { ...derived, width: 300 }),
];

/** The fields whose words the history of a pack uses. */
export const packHistory = { ...packFields, ...packEngagementFields, sha256: text({ label: "SHA-256" }) };

/** A pack as a write answers it. */
export const packRecord = z.looseObject({ id: z.uuid(), number: z.int(), version: z.int() });

/** What every file in a pack is said to be. */
export const packFile = z.object({ path: z.string(), size: z.int(), sha256: z.string() });
