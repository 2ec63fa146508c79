import * as z from "zod";
import { nodeFields } from "@/lib/domain/attack-trees/schema";
import { overrideFields, ownRuleFields } from "@/lib/domain/threat-models/own-rules/schema";
import { pastaShape } from "@/prisma/seed/demo/pasta-shape";

const key = z.string();
const ago = z.int().min(0);
const words = z.string().nullable();

/** A step of an attack tree of the demo, with the steps below it. */
const attackStep = z.strictObject({
  name: nodeFields.name,
  gate: nodeFields.gate.default("or"),
  cost: nodeFields.cost.default(null),
  skill: nodeFields.skill.default(null),
  detectability: nodeFields.detectability.default(null),
  technique: nodeFields.technique.default(null),
  get below() {
    return z.array(attackStep).default([]);
  },
});

/** Threats of a family, or a category, that nobody has decided. */
const someThreats = { family: z.string().optional(), category: z.string().optional(), most: z.int() };

/** The files that show how sure one can be: controls and their coverage, evidence, questionnaires and their answers. */
export const assuranceShapes = {
  threatRules: z.strictObject({
    by: z.string(),
    changed: z.array(z.strictObject({ key: z.string(), impact: overrideFields.impact, reason: z.string() })),
    own: z.array(z.strictObject(ownRuleFields)),
  }),
  threatModels: z.array(
    z.strictObject({
      system: z.string(),
      title: z.string(),
      by: z.string(),
      owner: z.string(),
      scope: z.string(),
      nextReviewInDays: z.int(),
      decisions: z.array(
        z.strictObject({
          ...someThreats,
          state: z.enum(["transferred", "avoided", "not-applicable"]),
          reason: z.string(),
        }),
      ),
      acceptances: z.array(
        z.strictObject({
          ...someThreats,
          inDays: z.int(),
          reason: z.string(),
          signed: z.strictObject({ by: z.string(), reason: z.string() }).optional(),
        }),
      ),
      assumptions: z
        .array(
          z.strictObject({
            text: z.string(),
            state: z.enum(["open", "confirmed", "wrong"]),
            owner: z.string().optional(),
          }),
        )
        .default([]),
      pasta: z.array(pastaShape).default([]),
      signOff: z.strictObject({ ask: z.string(), signer: z.string(), reason: z.string() }),
      attackTree: z.strictObject({ goal: z.string(), below: z.array(attackStep) }).optional(),
      drift: z
        .strictObject({
          name: z.string(),
          type: z.string(),
          attributes: z.record(z.string(), z.boolean()),
        })
        .optional(),
    }),
  ),
  testRuns: z.strictObject({
    ...{ system: key, model: key, prompt: key, by: key },
    controls: z.array(
      z.strictObject({
        control: key,
        threatClass: z.string().optional(),
        tool: z.string().optional(),
        check: z.string().optional(),
      }),
    ),
    runs: z.array(
      z.strictObject({
        tool: z.enum(["garak", "promptfoo"]),
        daysAgo: ago,
        ...{ file: z.string(), branch: z.string(), commit: z.string(), scope: z.string() },
        checks: z.record(z.string(), z.array(z.int()).min(2).max(3)),
      }),
    ),
    triage: z.array(
      z.strictObject({
        check: z.string(),
        owner: key,
        inDays: z.int().optional(),
        state: z.enum(["confirmed", "in-progress", "false-positive"]),
        reason: z.string(),
        risk: key.optional(),
      }),
    ),
    plan: z.array(
      z.strictObject({
        ...{ title: z.string(), owner: key, tool: z.string(), check: z.string().optional() },
        ...{ threatClass: z.string().optional(), control: key.optional(), origin: z.string().optional() },
        ...{ limitPercent: z.number(), minimumCases: z.int(), cadenceDays: z.int() },
      }),
    ),
    waiver: z.strictObject({
      ...{ check: z.string(), by: key, inDays: z.int(), reason: z.string(), signer: key, signed: z.string() },
    }),
    gate: z.strictObject({
      ...{ unit: key, title: z.string(), by: key, text: z.string() },
      asks: z.array(
        z.strictObject({
          files: z.array(z.string()),
          ...{ branch: z.string(), base: z.string(), commit: z.string() },
        }),
      ),
    }),
  }),
  evidence: z.array(
    z.strictObject({
      key,
      title: z.string(),
      kind: z.string(),
      unit: key,
      owner: key.nullable(),
      validInDays: z.int().nullable(),
      tags: words,
      description: words,
      withdrawn: z.strictObject({ daysAgo: ago, reason: z.string() }).optional(),
      on: z.array(z.partialRecord(z.enum(["systems", "risks", "models", "vendors", "controls"]), key)),
      files: z.array(
        z.strictObject({
          name: z.string(),
          daysAgo: ago,
          by: key,
          note: z.string().optional(),
          lines: z.array(z.string()),
        }),
      ),
    }),
  ),
  controls: z.array(
    z.strictObject({
      control: key,
      system: key.optional(),
      unit: key.optional(),
      owner: key,
      status: z.string(),
      reason: z.string().optional(),
      daysAgo: ago,
      every: z.int(),
      how: z.string().optional(),
      /** The risks that it lowers. */
      lowers: z.array(key).default([]),
      tests: z
        .array(z.strictObject({ daysAgo: ago, outcome: z.string(), by: key, note: z.string() }))
        .default([]),
    }),
  ),
  coverage: z.strictObject({
    exclusions: z.array(
      z.strictObject({
        framework: key,
        unit: key,
        ref: z.string(),
        by: key,
        daysAgo: ago,
        reason: z.string(),
      }),
    ),
    findings: z.array(
      z.strictObject({
        ...{ framework: key, unit: key, ref: z.string(), by: key, daysAgo: ago, reason: z.string() },
        controls: z.array(key),
      }),
    ),
  }),
  assessments: z.strictObject({
    /** Answers in words, by the key of their question. */
    texts: z.record(z.string(), z.string()),
    assessments: z.array(
      z.strictObject({
        key,
        questionnaire: key,
        /** The newest where none is named. */
        version: z.int().optional(),
        system: key,
        owner: key,
        by: key,
        daysAgo: ago,
        dueInDays: z.int(),
        share: z.number().min(0).max(1),
        submittedDaysAgo: ago.optional(),
        signed: z.strictObject({ by: key, daysAgo: ago, reason: z.string() }).optional(),
        /** Which facts were otherwise when it was signed. */
        stale: z
          .strictObject({ daysAgo: ago, facts: z.record(z.string(), z.unknown()), reason: z.string() })
          .optional(),
        returned: z
          .strictObject({
            by: key,
            daysAgo: ago,
            reason: z.string(),
            questions: z.record(z.string(), z.string()),
          })
          .optional(),
        asked: z.strictObject({ person: key, dueInDays: z.int() }).optional(),
      }),
    ),
  }),
  classifications: z.array(
    z.strictObject({
      system: key,
      by: key,
      daysAgo: ago,
      /** Answers other than no, by question. */
      answers: z.record(z.string(), z.string()),
      /** The questions that stay open. */
      leave: z.array(z.string()).default([]),
      signed: z.strictObject({ by: key, daysAgo: ago, reason: z.string() }).optional(),
      /** Which facts were otherwise when it was signed. */
      stale: z
        .strictObject({ daysAgo: ago, facts: z.record(z.string(), z.unknown()), reason: z.string() })
        .optional(),
      waits: z.strictObject({ daysAgo: ago, reason: z.string() }).optional(),
    }),
  ),
  compliance: z.strictObject({
    duties: z.strictObject({ by: key, system: key, keys: z.array(z.string()), dueInDays: z.int() }),
    law: z.strictObject({
      ...{ by: key, edition: z.string(), note: z.string() },
      move: z.strictObject({ from: z.string(), to: z.string() }),
    }),
    outside: z.strictObject({
      ...{ by: key, assessment: key, section: key, name: z.string(), email: z.string() },
      workInDays: z.int(),
    }),
    move: z.strictObject({ by: key, assessment: key }),
    pack: z.strictObject({
      ...{ by: key, title: z.string(), recipient: z.string(), unit: key, frameworks: z.array(key) },
      ...{ periodFromDaysAgo: ago, reader: key, purpose: z.string(), readInDays: z.int() },
    }),
    engagement: z.strictObject({
      ...{ by: key, auditor: key, unit: key, purpose: z.string(), untilInDays: z.int() },
      reads: z.strictObject({ search: z.string(), risk: key, system: key }),
    }),
  }),
  evidenceRequests: z.array(
    z.strictObject({
      key,
      title: z.string(),
      details: z.string(),
      on: z.partialRecord(z.enum(["systems", "risks"]), key),
      asked: key,
      by: key,
      daysAgo: ago,
      dueInDays: z.int(),
      answeredWith: z.strictObject({ evidence: key, daysAgo: ago }).optional(),
    }),
  ),
  questionnaires: z.array(
    z.strictObject({
      key,
      unit: key,
      by: key,
      daysAgo: ago,
      secondDaysAgo: ago,
      note: z.string(),
      addedLater: z.array(key),
      content: z.unknown(),
    }),
  ),
};
