import * as z from "zod";
import { roles } from "@/lib/platform/access/role";
import { longText } from "@/lib/platform/schema/field";

const condition = z.strictObject({
  /** The key of a condition that a concept contributes. */
  condition: z.string().min(1).max(60),
  value: z.union([z.int(), z.array(z.string().max(60)).max(60)]).nullable(),
  /** Refuses the move where it does not hold; otherwise it only warns. */
  required: z.boolean(),
  /** Who may let a system pass without it, with a reason; nobody when null. */
  waivableBy: z.enum(["administrator", "lead", "system-owner"]).nullable(),
});

/** The roles that may waive: those that may move a system, since the one who moves it is the one who waives. */
export const waivingRoles = roles.filter(({ value }) => condition.shape.waivableBy.safeParse(value).success);

const conditions = z.array(condition).max(30).default([]);

/** What must hold before an AI system enters each stage of its life, in the order in which it is shown. */
export const lifecycleGates = z.strictObject({
  idea: conditions,
  development: conditions,
  validation: conditions,
  production: conditions,
  retired: conditions,
});

export type LifecycleGates = z.infer<typeof lifecycleGates>;
export type SetCondition = LifecycleGates["production"][number];

/** The gates until the organisation sets its own: production needs a known purpose and owner (ISO/IEC 42001 A.6.2.5). */
export const initialGates: LifecycleGates = {
  idea: [],
  development: [],
  validation: [],
  production: [
    { condition: "systems.facts", value: ["purpose", "ownerId"], required: true, waivableBy: null },
  ],
  retired: [],
};

/** What a person who passes a system without a condition writes. */
export const waiverField = longText({
  label: "Reason to waive",
  help: "Why it may pass although a condition above does not hold. Kept with the move, with your name.",
  max: 2_000,
});

/** One condition as it was found at a gate; a move keeps these. */
export const gateCheck = z.object({
  condition: z.string(),
  label: z.string(),
  required: z.boolean(),
  waivableBy: z.string().nullable(),
  state: z.enum(["holds", "fails", "unknown"]),
  found: z.string(),
  mend: z.string().optional(),
  waived: z.object({ by: z.string(), reason: z.string() }).optional(),
});

export type GateCheck = z.infer<typeof gateCheck>;
