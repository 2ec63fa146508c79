import * as z from "zod";
import { noteFields } from "@/lib/domain/pasta-stages/schema";
import { families } from "@/lib/domain/threat-models/schema";

const lists = z.enum([
  ...["objectives", "components", "identities", "agents"],
  ...["weaknesses", "abuseCases", "triggers"],
] as const);

const entry = z.strictObject({
  list: lists,
  /** The fields as they are written; people, threats and evidence follow by what they are called here. */
  said: z.record(z.string(), z.string().nullable()),
  owner: z.string().optional(),
  /** The threats of these families that stand. */
  families: z.array(z.enum(families.map(({ value }) => value) as [string, ...string[]])).optional(),
  evidence: z.array(z.string()).optional(),
});

/** What the demo writes down at one stage of PASTA, how it is signed, and what is added afterwards. */
export const pastaShape = z.strictObject({
  stage: z.int().min(1).max(7),
  notes: z.object(noteFields).partial().default({}),
  entries: z.array(entry).default([]),
  signOff: z
    .strictObject({
      ask: z.string(),
      exception: z.string().optional(),
      signer: z.string(),
      reason: z.string(),
    })
    .optional(),
  later: z.array(entry).default([]),
});
