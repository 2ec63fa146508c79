import * as z from "zod";
import { gateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { longText } from "@/lib/platform/schema/field";

const stage = z.enum(stages.map(({ value }) => value));

/** What the one who signs or refuses a move writes. */
export const answerFields = {
  reason: longText({
    label: "Reason",
    help: "Why, in words an auditor can follow. Kept with your name and role.",
    max: 2_000,
  }),
};

/** Exactly what is asked about and signed; the facts are those of the system, named as its fields. */
export const moveSnapshot = z.looseObject({
  record: z.literal("stage-move"),
  id: z.uuid(),
  version: z.int(),
  ref: z.string(),
  title: z.string(),
  /** What is asked, in words: "Validation to Production". */
  asks: z.string(),
  fromStage: stage,
  toStage: stage,
  request: z.object({ by: z.string(), reason: z.string() }),
  gateVersion: z.int(),
  checks: gateCheck.array(),
  facts: z.record(z.string(), z.unknown()),
});

export type MoveSnapshot = z.infer<typeof moveSnapshot>;
