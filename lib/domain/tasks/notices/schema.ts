import * as z from "zod";

/** What people are told of; notifications keep it as their kind. */
export const noticeKinds = [
  {
    value: "notice",
    label: "What is asked of me",
    help: "A decision, a task, evidence or a question for me, and what came of what I asked for.",
  },
  {
    value: "mention",
    label: "Mentions and answers",
    help: "Somebody names me in a comment, or answers where I spoke.",
  },
  { value: "reminder", label: "Reminders", help: "Something of mine falls due, or is late." },
  { value: "change", label: "Records that I watch", help: "Somebody changed one; once a day for each." },
] as const;

export type NoticeKind = (typeof noticeKinds)[number]["value"];

/** How a person wants to be told until they choose: in the application, which needs no mail server. */
export const initialChoice = { inApp: true, byMail: false } as const;

const ways = z.strictObject({
  kind: z.enum(
    noticeKinds.map(({ value }) => value),
    { error: `Is not something one is told of. Use: ${noticeKinds.map(({ value }) => value).join(", ")}.` },
  ),
  inApp: z.boolean({ error: "Say true or false." }),
  byMail: z.boolean({ error: "Say true or false." }),
});

/** The choices of one person, each kind once. */
export const noticeChoices = z
  .array(ways)
  .min(1, "Choose for at least one kind.")
  .max(noticeKinds.length, "Choose for each kind once.")
  .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, "Choose for each kind once.");

export type NoticeChoices = z.infer<typeof noticeChoices>;
