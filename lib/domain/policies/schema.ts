import * as z from "zod";

/** What an organisation puts into a policy: its names, contacts and days. */
export const placeholderKeys = [
  "organisation",
  "policy_owner",
  "ai_security_lead",
  "executive_sponsor",
  "approver",
  "data_protection_officer",
  "incident_contact",
  "approved_ai_list",
  "intake_address",
  "effective_date",
  "next_review_date",
] as const;

export type PlaceholderKey = (typeof placeholderKeys)[number];

/** What somebody filled in; what is missing stays a gap that can be seen. */
export type PolicyValues = Readonly<Partial<Record<PlaceholderKey, string | undefined>>>;

const words = z.string().trim().min(1).max(2_000);

const clause = z.strictObject({
  number: z.string().regex(/^\d+\.\d+$/),
  text: words,
  requirements: z.array(z.strictObject({ framework: words, ref: words })).min(1),
  controls: z.array(z.string()).min(1),
});

const theme = z.strictObject({ number: z.int(), title: words, clauses: z.array(clause).min(1) });

/** A file of prisma/reference/policies. */
export const policyFile = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,80}$/),
  title: words,
  version: words,
  audience: words,
  placeholders: z.array(z.strictObject({ key: z.enum(placeholderKeys), label: words, help: words })).min(1),
  purpose: words,
  scope: words,
  roles: z.array(z.strictObject({ role: words, duty: words })).min(1),
  principles: z.array(words).min(1),
  themes: z.array(theme).min(1),
  exceptions: theme,
  enforcement: theme,
  review: theme,
});

export type PolicyTemplate = z.output<typeof policyFile>;

const named = z
  .string()
  .overwrite((value) => value.replace(/[\p{Cc}\s]+/gu, " ").trim())
  .max(200, "Use at most 200 characters.")
  .optional();

/** The fields of an operation that takes what is filled in. */
export const valueFields = Object.fromEntries(placeholderKeys.map((key) => [key, named])) as Record<
  PlaceholderKey,
  typeof named
>;
