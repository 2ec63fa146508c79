import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, integer, longText, reference, text } from "@/lib/platform/schema/field";

/** The most days that an engagement lasts; then another one says why. */
export const longestEngagement = 366;

const person = reference("people", {
  label: "Auditor",
  help: "Anybody with an account; they need no role. An administrator invites people from outside.",
});
const purpose = longText({
  label: "Purpose",
  help: "Why they read it.",
  example: "Surveillance audit ISO/IEC 42001",
  max: 2_000,
});
const endsOn = day({ label: "Until", help: "The last day. From the next on nothing opens." });

/** Whom a pack is opened to, and until when. */
export const packEngagementFields = { personId: person, purpose, endsOn };

/** Who reads the records of a unit as an auditor, why, and on which days. */
export const engagementFields = {
  personId: person,
  unitId: reference("units", {
    label: "Business unit",
    help: "They read its records and those below it, and nothing else.",
  }),
  purpose,
  startsOn: day({ label: "From", help: "The first day. Before it nothing opens." }),
  endsOn: day({
    label: "Until",
    help: `The last day, at most ${longestEngagement} days from the first. From the next on nothing opens.`,
  }),
};

/** What an engagement opens. */
export const openedOptions = [
  { value: "records", label: "Records of the unit", help: "By the auditor's role, which only reads." },
  { value: "pack", label: "One audit pack", help: "And nothing else." },
] as const;

export const engagementStates = [
  { value: "planned", label: "Planned", tone: "info", help: "Its first day is yet to come; nothing opens." },
  { value: "open", label: "Open", tone: "good", help: "Its person reads now." },
  { value: "ended", label: "Ended", tone: "neutral", help: "Nothing opens any more." },
] as const;

export type EngagementState = (typeof engagementStates)[number]["value"];

const derived = { sortable: false, filter: null } as const;

/** The columns of the register of engagements. */
export const engagementColumns = [
  column("person", person, { shown: true, width: 190 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true }),
  column("opens", choice(openedOptions, { label: "Opens" }), { shown: true, sortable: false, width: 160 }),
  column("state", choice(engagementStates, { label: "State" }), { shown: true, sortable: false }),
  column("startsOn", engagementFields.startsOn, { shown: true }),
  column("endsOn", engagementFields.endsOn, { shown: true }),
  column("reads", integer({ label: "Reads", help: "What was read by it.", min: 0, max: 2_147_483_647 }), {
    ...derived,
    shown: true,
  }),
  column("lastReadAt", instant({ label: "Last read" }).nullable(), { ...derived, shown: true }),
  column("purpose", purpose, { shown: true, width: 280, sortable: false }),
  column("pack", text({ label: "Audit pack" }).nullable(), { ...derived }),
  column("engagedBy", reference("people", { label: "Engaged by" }).nullable(), { field: "createdById" }),
  column("endedAt", instant({ label: "Ended early" }).nullable(), {}),
  column("createdAt", instant({ label: "Engaged" }), {}),
];

const operation = text({ label: "Operation", help: "As the API names it.", example: "risks.get" });

/** The columns of the register of what auditors read. */
export const readColumns = [
  column("summary", text({ label: "Read" }), { shown: true, width: 260, sortable: false }),
  column("record", text({ label: "Record" }).nullable(), {
    ...{ shown: true, width: 260, sortable: false, filter: null },
  }),
  column("asked", text({ label: "Asked for" }).nullable(), { shown: true, width: 240, sortable: false }),
  column("person", reference("people", { label: "Auditor" }), { shown: true }),
  column("createdAt", instant({ label: "When" }), { shown: true }),
  column("operation", operation, { shown: true, width: 180, sortable: false }),
  column("concept", text({ label: "Kind", help: "What kind of record the operation is about." }), {
    sortable: false,
  }),
  column("unit", reference("units", { label: "Business unit" }), {}),
  column("engagement", reference("audit-engagements", { label: "Engagement" }).nullable(), { width: 260 }),
  column("way", text({ label: "By", help: "In a session, or by an API token." }), {
    ...{ sortable: false, filter: null, width: 160 },
  }),
  column("requestId", text({ label: "Request", help: "Everything of one request has the same." }), {
    ...{ sortable: false, width: 280 },
  }),
];

/** An engagement as a write answers it. */
export const engagementRecord = z.strictObject({ id: z.uuid() });
