import * as z from "zod";
import { longText, references } from "@/lib/platform/schema/field";

/** What somebody writes who comments. */
export const commentFields = {
  text: longText({
    label: "Comment",
    help: "Write @ and a name to tell somebody of it.",
    max: 4_000,
    mentions: "mentionIds",
  }),
  mentionIds: references("people", {
    label: "Tell",
    help: "People who are told of it; they need a role in the business unit of the record.",
  }).max(20, "Tell at most 20 people at once."),
};

/** How many comments one person may write in ten minutes. */
export const commentRate = { most: 30, minutes: 10 } as const;

/** A comment as every door answers it. */
export const commentRecord = z.looseObject({ id: z.uuid(), version: z.int() });
