import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, instant, integer, longText, reference, text, triState } from "@/lib/platform/schema/field";

export const ownStates = [
  { value: "draft", label: "Draft", tone: "neutral", help: "No version is published yet." },
  { value: "published", label: "Published", tone: "good", help: "Can be assigned." },
  {
    value: "retired",
    label: "Retired",
    tone: "neutral",
    help: "What was answered stays; nothing new is assigned.",
  },
] as const;

export const subjects = [
  { value: "systems", label: "AI systems" },
  { value: "vendors", label: "Suppliers" },
] as const;

/** What a new questionnaire of one's own begins with. */
export const ownFields = {
  title: text({ label: "Title", max: 120, example: "Check before a chatbot goes live" }),
  purpose: longText({ label: "Purpose", help: "What it is for, and when it is filled in.", max: 1_000 }),
  unitId: reference("units", {
    label: "Business unit",
    help: "Kept there; once published, read and answered there and below.",
  }),
};

/** Which template a new one starts from: its key, and its version where that is not the newest. */
export const copyFields = {
  from: text({
    label: "Copy of",
    help: "Without one it starts empty.",
    max: 60,
  }).nullable(),
};

/** A questionnaire as the text of a file. */
export const fileFields = {
  text: longText({ label: "File", help: "YAML, as a questionnaire is exported.", max: 500_000 }),
};

export const publishFields = {
  note: longText({
    label: "What is new",
    help: "For those who answered an older version.",
    max: 2_000,
  }).nullable(),
};

export const retireFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

const published = integer({
  label: "Version",
  help: "The newest that is published.",
  min: 1,
  max: 9_999,
}).nullable();
const unpublished = triState({
  label: "Unpublished changes",
  help: "The draft says something else than the newest version.",
});

/** The fields whose words a history uses. */
export const ownHistory = {
  ...ownFields,
  published,
  unpublished,
  draft: longText({ label: "Draft" }),
  sha256: text({ label: "SHA-256" }),
  note: publishFields.note,
  publishedAt: instant({ label: "Published" }),
  retiredReason: retireFields.reason,
  retiredAt: instant({ label: "Retired" }),
  questions: integer({ label: "Questions", min: 0, max: 10_000 }),
  basedOn: text({ label: "Copy of" }),
};

/** The columns of the register of own questionnaires. */
export const ownColumns = [
  column("ref", text({ label: "Ref" }), {
    shown: true,
    width: 84,
    filter: null,
    field: "number",
    sortable: false,
  }),
  column("title", ownFields.title, { shown: true, width: 340 }),
  column("state", choice(ownStates, { label: "State" }), { shown: true, width: 120, sortable: false }),
  column("published", published, { shown: true, width: 90 }),
  column("unpublished", unpublished, { shown: true, width: 150 }),
  column("questions", ownHistory.questions, { shown: true, width: 100 }),
  column("subject", choice(subjects, { label: "About" }), { shown: true, width: 120 }),
  column("unit", ownFields.unitId, { shown: true, width: 190 }),
  column("key", text({ label: "Key" }), { width: 220 }),
  column("basedOn", ownHistory.basedOn.nullable(), { width: 200 }),
  column("purpose", ownFields.purpose, { width: 320 }),
  column("publishedAt", ownHistory.publishedAt.nullable(), {}),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** A questionnaire of one's own as every door answers it. */
export const ownRecord = z.looseObject({
  id: z.uuid(),
  key: z.string(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});
