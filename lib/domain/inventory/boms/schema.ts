import * as z from "zod";
import { longText } from "@/lib/platform/schema/field";

/** The versions of CycloneDX that are read and written (ECMA-424 is 1.6; machine learning came with 1.5). */
export const specVersions = ["1.5", "1.6", "1.7"] as const;
export type SpecVersion = (typeof specVersions)[number];

/** The version that is written where none is asked for: the one that ECMA-424 publishes. */
export const defaultSpecVersion: SpecVersion = "1.6";

/** How large a bill of materials may be; a bill of one AI system with its libraries is far below. */
export const bomLimits = { bytes: 10_000_000, depth: 64, components: 5_000 } as const;

/** A bill of materials as every door answers it. */
export const bomRecord = z.looseObject({
  id: z.uuid(),
  systemId: z.uuid().nullable(),
  state: z.string(),
  version: z.int(),
});

const choiceWord = z.enum(["take", "keep", "later"], { error: "Say take, keep or later." });

/** What a person writes who keeps what the register says, or leaves a difference for later. */
export const reasonFields = {
  reason: longText({ label: "Reason", help: "Why, in words that an auditor can follow.", max: 1_000 }),
};

/** What is chosen for one difference; for one that has to be matched first, which record it is. To keep ours takes a reason. */
export const choiceField = z.strictObject({
  key: z.string().max(2_000),
  choice: choiceWord,
  partId: z.uuid({ error: "Is not the id of a record." }).nullable().optional(),
  reason: reasonFields.reason.optional(),
});

/** What was decided, by difference, and against which words. */
export const choices = z.record(
  z.string(),
  z.object({
    choice: choiceWord,
    theirs: z.string(),
    reason: z.string().nullable(),
    by: z.string(),
    at: z.string(),
  }),
);
export type Choice = z.infer<typeof choices>[string];

/** The record's id by the component's bom-ref, purl or CPE. */
export const matches = z.record(z.string(), z.string());
