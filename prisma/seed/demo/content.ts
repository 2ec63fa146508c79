import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { assuranceShapes } from "@/prisma/seed/demo/assurance-shapes";
import { partShapes } from "@/prisma/seed/demo/part-shapes";

// The shapes of the demo organisation's files. Records are named by key; days count from the day of loading.

const key = z.string();
const ago = z.int().min(0);
const inDays = z.strictObject({ inDays: z.int() }).nullable();
const tri = z.boolean().nullable();
const words = z.string().nullable();

const grant = z.strictObject({ role: key, unit: key, endsAt: inDays.optional() });

// Low, most likely and high, or the two ends of an interval.
const known = z.boolean().nullable();
const ends = z.array(z.number()).min(2).max(3);

const shapes = {
  ...assuranceShapes,
  organisation: z.looseObject({
    name: z.string(),
    timeZone: z.string(),
    customRoles: z.array(
      z.strictObject({
        key,
        name: z.string(),
        unit: key,
        description: z.string(),
        permissions: z.array(z.string()),
      }),
    ),
    settings: z.strictObject({ riskMethod: z.unknown(), lifecycleGates: z.unknown() }),
  }),
  units: z.array(z.strictObject({ key, name: z.string(), parent: key.nullable() })),
  people: z.array(
    z.strictObject({
      key,
      name: z.string(),
      email: z.string(),
      jobTitle: words,
      unit: key,
      status: z.enum(["active", "invited", "disabled"]),
      persona: z.string().optional(),
      grants: z.array(grant),
    }),
  ),
  moveRequest: z.strictObject({
    gateReason: z.string(),
    stage: z.enum(stages.map(({ value }) => value)),
    signers: z.array(z.string()),
    system: key,
    reason: z.string(),
    waiver: z.string(),
  }),
  bom: z.strictObject({ system: key, file: z.string(), modelVersion: z.string(), dataset: z.string() }),
  programmeRoles: z.strictObject({
    own: z.array(
      z.strictObject({
        key,
        unit: key,
        title: z.string(),
        purpose: z.string(),
        need: z.enum(["required", "optional"]),
        responsibilities: z.array(z.string()),
        by: key,
        daysAgo: ago,
      }),
    ),
    held: z.array(
      z.strictObject({
        role: key,
        unit: key,
        person: key,
        sinceDaysAgo: z.int(),
        untilDaysAgo: z.int().optional(),
      }),
    ),
  }),
  ...partShapes,
  systems: z.array(
    z.strictObject({
      key,
      name: z.string(),
      purpose: words,
      description: words,
      unit: key,
      owner: key.nullable(),
      technicalOwner: key.nullable(),
      stage: z.string(),
      kind: words,
      criticality: words,
      exposure: words,
      autonomy: words,
      decisionImpact: words,
      humanOversight: words,
      affectedPeople: z.array(z.string()),
      regions: z.array(z.string()),
      dataClasses: z.array(z.string()),
      euRoles: z.array(z.string()),
      personalData: tri,
      automatedDecision: tri,
      generatesContent: tri,
      learnsInUse: tri,
      usersInformed: tri,
      nextReview: inDays,
      models: z.array(key),
      datasets: z.array(key),
      prompts: z.array(key).default([]),
      tools: z.array(key).default([]),
      agents: z.array(key).default([]),
      guardrails: z.array(key).default([]),
      vendors: z.array(key),
      registered: z.strictObject({ by: key, daysAgo: ago }),
      moves: z.array(
        z.strictObject({ from: z.string(), to: z.string(), reason: z.string(), by: key, daysAgo: ago }),
      ),
    }),
  ),
  comments: z.array(
    z.strictObject({
      on: z.partialRecord(z.enum(["systems", "risks"]), key),
      by: key,
      daysAgo: ago,
      text: z.string(),
      tell: z.array(key),
    }),
  ),
  webhooks: z.array(
    z.strictObject({ name: z.string(), unit: key, by: key, url: z.url(), events: z.array(z.string()) }),
  ),
  views: z.array(z.strictObject({ concept: z.string(), name: z.string(), query: z.string() })),
  reviews: z.array(
    z.strictObject({
      of: z.partialRecord(z.enum(["systems", "models"]), key),
      by: key,
      daysAgo: ago,
      outcome: z.string(),
      note: z.string(),
      nextInDays: z.int(),
    }),
  ),
  proposals: z.array(
    z.strictObject({
      key,
      name: z.string(),
      purpose: z.string(),
      unit: key,
      by: key,
      daysAgo: ago,
      state: z.string(),
      ai: z.tuple([known, known, known, known, known]),
      facts: z.strictObject({
        requestedFor: z.string(),
        sourcing: z.string(),
        kind: z.string().optional(),
        supplier: z.string().optional(),
        modelName: z.string().optional(),
        personalData: known.optional(),
      }),
      question: z.string().optional(),
      reason: z.string().optional(),
      decidedBy: key.optional(),
      triage: z
        .strictObject({
          owner: key,
          technicalOwner: key.nullable(),
          criticality: z.string(),
          stage: z.string(),
          by: key,
          note: z.string(),
        })
        .optional(),
    }),
  ),
  quantifications: z.array(
    z.strictObject({
      risk: key,
      by: key,
      daysAgo: ago,
      frequency: ends,
      loss: ends,
      treatedFrequency: ends.optional(),
      treatedLoss: ends.optional(),
      reason: z.string(),
    }),
  ),
  risks: z.array(
    z.strictObject({
      key,
      title: z.string(),
      cause: words,
      event: words,
      consequence: words,
      category: z.string(),
      threatFamily: words,
      /** The entry of the catalogue of AI risks it was adopted from. */
      catalogue: key.optional(),
      unit: key,
      owner: key.nullable(),
      systems: z.array(key),
      status: z.string(),
      treatment: words,
      treatmentPlan: words,
      treatmentDue: inDays,
      reviewEveryDays: z.int().nullable(),
      nextReview: inDays,
      /** Its current score is the one that follows from its controls. */
      followsControls: z.boolean().default(false),
      raised: z.strictObject({ by: key, daysAgo: ago }),
      scores: z.array(
        z.strictObject({
          kind: z.enum(["inherent", "current", "target"]),
          likelihood: z.int(),
          impact: z.int(),
          by: key,
          daysAgo: ago,
          reason: z.string(),
        }),
      ),
      tasks: z
        .array(z.strictObject({ title: z.string(), assignee: key, due: inDays, doneDaysAgo: ago.optional() }))
        .default([]),
      reviews: z
        .array(z.strictObject({ outcome: z.string(), notes: z.string(), by: key, daysAgo: ago }))
        .default([]),
      acceptance: z
        .strictObject({
          state: z.string(),
          requestedBy: key,
          reason: z.string(),
          conditions: words.optional(),
          untilInDays: z.int(),
          signer: key.nullish(),
          signerReason: words.optional(),
          daysAgo: ago,
          signedDaysAgo: ago.nullish(),
          closedDaysAgo: ago.optional(),
          closedReason: z.string().optional(),
        })
        .optional(),
    }),
  ),
};

export type DemoContent = { [K in keyof typeof shapes]: z.output<(typeof shapes)[K]> };

/** Returns the demo organisation as its files describe it; throws with the file and the place where one does not fit. */
export function demoContent(): DemoContent {
  const read = <K extends keyof typeof shapes>(name: K): DemoContent[K] => {
    const file = path.resolve("prisma/reference/demo", `${name}.yaml`);
    const parsed = shapes[name].safeParse(parse(readFileSync(file, "utf8")));
    if (!parsed.success) throw new Error(`${name}.yaml: ${z.prettifyError(parsed.error)}`);
    return parsed.data as DemoContent[K];
  };
  return Object.fromEntries(
    Object.keys(shapes).map((name) => [name, read(name as keyof typeof shapes)]),
  ) as DemoContent;
}
