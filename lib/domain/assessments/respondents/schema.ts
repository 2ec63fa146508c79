import * as z from "zod";
import { day, email, text } from "@/lib/platform/schema/field";

/** How many wrong codes close a link until a new code is made. */
export const mostTries = 5;

/** How many days a link works at most. */
export const mostDays = 90;

/** How many people outside can be asked in one assessment at a time. */
export const mostRespondents = 20;

/** Whom outside is asked for what until when. */
export const respondentFields = {
  name: text({ label: "Name", help: "The person who answers; it stands at each answer.", max: 200 }),
  email: email({
    label: "E-mail address",
    help: "The link is sent there if a mail server is set up.",
  }).nullable(),
  sectionKey: text({ label: "Section", none: "All sections", max: 60 }).nullable(),
  questionKey: text({ label: "Question", none: "All questions", max: 60 }).nullable(),
  lastDay: day({ label: "Works until", help: `The last day of the link, at most ${mostDays} days away.` }),
};

const secret = (message: string) => z.string({ error: message }).min(1, message).max(200, message);

/** What every request from outside carries: the secret of the link. */
export const linkInput = { key: secret("The link is not complete. Copy the whole of it.") };

/** What every request after the code was given carries as well. */
export const sessionInput = { ...linkInput, session: secret("Give your code first.") };

/** The code as it is read out or typed: without spaces and dashes, in capitals. */
export const codeInput = z
  .string({ error: "Give the code." })
  .max(40, "Is too long for a code. Give the code that was passed on to you.")
  .transform((typed) => typed.replace(/[\s-]/g, "").toUpperCase())
  .refine((code) => code !== "", "Give the code.");

/** What becomes of somebody outside who was asked. */
export const respondentStates = [
  { value: "waiting", label: "Waits for the code", tone: "info" },
  { value: "open", label: "Answering", tone: "info" },
  { value: "finished", label: "Finished", tone: "good" },
  { value: "closed", label: "Too many wrong codes", tone: "bad", help: "Make a new code to open it again." },
  { value: "expired", label: "Expired", tone: "neutral" },
  { value: "revoked", label: "Taken back", tone: "neutral" },
] as const;
