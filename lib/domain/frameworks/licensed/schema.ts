import * as z from "zod";
import { longText, notStorable, storable } from "@/lib/platform/schema/field";

/** The longest text of one requirement, and the longest list of them that is taken at once. */
export const licensedLimits = { text: 20_000, list: 600_000, rows: 2_000 } as const;

/** The text of one requirement, as its standard prints it. */
export const licensedFields = {
  text: longText({
    label: "Text",
    help: "As the standard prints it. Left empty, it is removed.",
    max: licensedLimits.text,
  }).nullable(),
};

/** Texts of many requirements as CSV with two columns, Ref and Text. */
export const licensedList = z
  .string({ error: "Send the list as CSV with the columns Ref and Text." })
  .max(licensedLimits.list, "The list is longer than 600,000 characters. Send it in parts.")
  .refine(storable, notStorable);
