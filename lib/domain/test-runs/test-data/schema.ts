import * as z from "zod";
import { choice, integer } from "@/lib/platform/schema/field";

/** What an organisation keeps of prompts and answers, which are hostile and private. */
export const testDataFields = {
  excerpts: choice(
    [
      { value: "none", label: "Keep none", help: "Only keyed hashes tell whether a prompt was seen before." },
      { value: "masked", label: "Keep short ones, masked", help: "Of some failed cases of each finding." },
    ],
    {
      label: "Excerpts of prompts and answers",
      help: "Secrets and personal data are masked before anything is written. Going back to none removes those that are kept.",
    },
  ),
  excerptCharacters: integer({
    label: "Characters of an excerpt",
    help: "At most so many are kept of each text.",
    min: 40,
    max: 500,
  }),
  rawFiles: choice(
    [
      { value: "none", label: "Remove once applied", help: "What is not applied goes after a day." },
      { value: "sealed", label: "Keep, encrypted", help: "Whoever may download one is recorded each time." },
    ],
    { label: "Files as they came", help: "They hold every prompt and answer, unmasked." },
  ),
  rawDays: integer({
    label: "Days until a file goes",
    help: "Counted from the day it was applied; files that are kept already keep their own day.",
    min: 1,
    max: 365,
  }),
};

export const testData = z.strictObject(testDataFields);
export type TestData = z.infer<typeof testData>;

/** What holds until the organisation decides otherwise: no text and no file is kept. */
export const initialTestData: TestData = {
  excerpts: "none",
  excerptCharacters: 160,
  rawFiles: "none",
  rawDays: 30,
};
