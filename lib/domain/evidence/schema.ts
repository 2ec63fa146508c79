import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  day,
  file,
  instant,
  integer,
  longText,
  reference,
  tags,
  text,
} from "@/lib/platform/schema/field";

export const evidenceKinds = [
  { value: "policy", label: "Policy or procedure" },
  { value: "report", label: "Report" },
  { value: "test-result", label: "Test result" },
  { value: "assessment", label: "Assessment" },
  { value: "certificate", label: "Certificate" },
  { value: "contract", label: "Contract or licence" },
  { value: "training", label: "Training record" },
  { value: "configuration", label: "Configuration" },
  { value: "record", label: "Record or log" },
  { value: "screenshot", label: "Screenshot" },
  { value: "correspondence", label: "Correspondence" },
  { value: "other", label: "Other" },
] as const;

export const freshnesses = [
  { value: "fresh", label: "Fresh", tone: "good" },
  { value: "expiring", label: "Expires soon", tone: "warn", help: "Within 30 days." },
  { value: "expired", label: "Expired", tone: "bad", help: "It no longer shows anything." },
  { value: "undated", label: "No end date", tone: "neutral", help: "Nobody has said until when it counts." },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral", help: "It was taken back, with a reason." },
] as const;

export type Freshness = (typeof freshnesses)[number]["value"];

const freshness = choice(freshnesses, { label: "Freshness" });

/** What is said of a piece of evidence. */
export const evidenceFields = {
  title: text({ label: "Title", help: "What it shows.", example: "Red-team report, October 2026" }),
  kind: choice(evidenceKinds, { label: "Kind" }),
  unitId: reference("units", { label: "Business unit", help: "Read there and above." }),
  ownerId: reference("people", {
    label: "Owner",
    help: "Is told before it expires and brings the next version.",
  }).nullable(),
  validUntil: day({
    label: "Valid until",
    help: "The last day on which it counts. Without one it never expires, and that is said wherever it is used.",
  }).nullable(),
  tags: tags({
    label: "Tags",
    help: "Words of your own, separated by commas.",
    example: "red team, claims",
  }).nullable(),
  description: longText({ label: "Description", max: 4_000 }).nullable(),
};

/** The file of a version. */
export const fileField = file("evidence", {
  label: "File",
  help: "Up to 50 MB. Programs and scripts are refused; put source code into a PDF or ZIP.",
});

/** A new version of a piece of evidence. */
export const versionFields = {
  fileId: fileField,
  note: longText({ label: "What is new", max: 2_000 }).nullable(),
  validUntil: evidenceFields.validUntil,
};

/** Why evidence or a request is taken back. */
export const withdrawFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

/** Evidence that is there already, to be attached to a record. */
export const attachFields = {
  evidenceId: reference("evidence", { label: "Evidence", help: "By its title." }),
};

/** Whom is asked for what, by when. */
export const requestFields = {
  title: text({ label: "What is needed", example: "Minutes of the last model review" }),
  details: longText({ label: "What it has to show", help: "So that it fits at the first try.", max: 4_000 }),
  askedId: reference("people", { label: "From whom", help: "Finds it under My work and is reminded." }),
  dueOn: day({ label: "Due" }),
};

/** What answers a request with something new; its title is what was needed. */
export const answerFields = {
  kind: evidenceFields.kind,
  fileId: fileField,
  validUntil: evidenceFields.validUntil,
  description: evidenceFields.description,
};

export const requestStates = [
  { value: "open", label: "Open", tone: "info" },
  { value: "fulfilled", label: "Fulfilled", tone: "good" },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral" },
] as const;

export type RequestState = (typeof requestStates)[number]["value"];

const state = choice(requestStates, { label: "State" });

/** The fields whose words a history uses. */
export const evidenceHistory = {
  ...evidenceFields,
  file: text({ label: "File" }),
  sha256: text({ label: "SHA-256" }),
  withdrawnReason: withdrawFields.reason,
  withdrawnAt: instant({ label: "Withdrawn" }),
};

export const requestHistory = {
  ...requestFields,
  evidenceId: attachFields.evidenceId,
  fulfilledAt: instant({ label: "Fulfilled" }),
  withdrawnReason: withdrawFields.reason,
  withdrawnAt: instant({ label: "Withdrawn" }),
};

const ref = column("ref", text({ label: "Ref" }), {
  shown: true,
  width: 74,
  filter: null,
  field: "number",
  sortable: false,
});
const derived = { sortable: false, filter: null } as const;

/** The columns of the register of evidence. */
export const evidenceColumns = [
  ref,
  column("title", evidenceFields.title, { shown: true, width: 320 }),
  column("kind", evidenceFields.kind, { shown: true, width: 150 }),
  column("freshness", freshness, { shown: true, width: 130, sortable: false }),
  column("validUntil", evidenceFields.validUntil, { shown: true, width: 120 }),
  column("owner", evidenceFields.ownerId, { shown: true }),
  column("unit", evidenceFields.unitId, { shown: true, width: 190 }),
  column(
    "records",
    integer({ label: "Records", help: "How many records it bears on.", min: 0, max: 10_000 }),
    {
      ...derived,
      shown: true,
      width: 90,
    },
  ),
  column("tags", evidenceFields.tags, { width: 200, sortable: false }),
  column("fileName", text({ label: "File" }), { ...derived, width: 220 }),
  column("fileSize", integer({ label: "Bytes", min: 0, max: 2_147_483_647 }), { ...derived, width: 110 }),
  column("versions", integer({ label: "Versions", min: 0, max: 10_000 }), { ...derived, width: 90 }),
  column("sha256", text({ label: "SHA-256" }), { ...derived, width: 220 }),
  column("description", evidenceFields.description, { width: 320 }),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** The columns of the register of requests. */
export const requestColumns = [
  ref,
  column("title", requestFields.title, { shown: true, width: 320 }),
  column("subject", text({ label: "On" }), { ...derived, shown: true, width: 280 }),
  column("asked", requestFields.askedId.nullable(), { shown: true }),
  column("dueOn", requestFields.dueOn, { shown: true }),
  column("state", state, { shown: true, sortable: false }),
  column("unit", evidenceFields.unitId, { shown: true, width: 190 }),
  column("evidence", text({ label: "Answered with" }).nullable(), { ...derived, width: 240 }),
  column("createdAt", instant({ label: "Asked" }), {}),
];

/** Evidence as every door answers it. */
export const evidenceRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});
