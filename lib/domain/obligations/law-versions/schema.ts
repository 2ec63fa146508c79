import * as z from "zod";
import { longText, notStorable, storable, text } from "@/lib/platform/schema/field";

/** More text than this is no edition of the law: the shipped files take a quarter of it. */
const mostCharacters = 450_000;

const csv = (label: string) =>
  z
    .string({ error: `${label} must be the text of a CSV file.` })
    .max(
      mostCharacters,
      `${label} is longer than ${mostCharacters.toLocaleString("en")} characters. Load a file in the shipped shape.`,
    )
    .refine(storable, notStorable)
    .nullable();

export const lawStates = [
  { value: "draft", label: "Draft", tone: "info", help: "Loaded; nothing counts by it yet." },
  { value: "in-force", label: "In force", tone: "good", help: "Systems are classified by it." },
  { value: "superseded", label: "Superseded", tone: "neutral", help: "A later edition took its place." },
  { value: "discarded", label: "Discarded", tone: "neutral", help: "Never applied." },
] as const;

export type LawState = (typeof lawStates)[number]["value"];

/** An edition as it is loaded: what it is called, and either file or both. */
export const loadFields = {
  edition: text({ label: "Edition", help: "Which state of the law it is.", example: "2027-03-01", max: 100 }),
  note: longText({ label: "Note", help: "Where it comes from and what is new.", max: 2_000 }).nullable(),
};

/** The two files, in the shape of the shipped ones; one that is left out stays as it is in force. */
export const loadFiles = { tree: csv("The decision tree"), requirements: csv("The list of requirements") };

/** Why an edition is applied. */
export const applyFields = {
  reason: longText({ label: "Reason", help: "Why it is applied now.", max: 2_000 }),
};
