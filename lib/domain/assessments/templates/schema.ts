import * as z from "zod";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";

// A questionnaire as data: what one file of prisma/reference/questionnaires holds, and what an organisation's own template is.

/** The frameworks and lists that a question may cite; the names are those of the reference files. */
const citable = [
  "nist-ai-rmf",
  "nist-ai-600-1",
  "iso-42001",
  "iso-27001-2022",
  "eu-ai-act",
  "soc2-tsc-2017",
  "hipaa-security-rule",
  "owasp-llm-2025",
  "owasp-llm-2026",
  "owasp-agentic",
  "mitre-atlas",
] as const;

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, "Write a key in lower case: letters, digits and hyphens.");
const words = (max: number) => z.string().trim().min(2).max(max);
const value = z.union([z.string(), z.number(), z.boolean()]);

const source = z.strictObject({ framework: z.enum(citable), ref: z.string().min(1).max(60) });

/** When a question or section is asked: over answers given before it, and over what is known of the system. */
export type Condition =
  | { answer: string; is: z.output<typeof value> }
  | { answer: string; in: z.output<typeof value>[] }
  | { answer: string; includes: string }
  | { answer: string; atLeast: number }
  | { answer: string; atMost: number }
  | { answer: string; answered: boolean }
  | { fact: string; is: z.output<typeof value> }
  | { fact: string; in: z.output<typeof value>[] }
  | { fact: string; includes: string }
  | { fact: string; known: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const fact = z.enum(systemFacts);
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ answer: key, is: value }),
    z.strictObject({ answer: key, in: z.array(value).min(1) }),
    z.strictObject({ answer: key, includes: z.string() }),
    z.strictObject({ answer: key, atLeast: z.number() }),
    z.strictObject({ answer: key, atMost: z.number() }),
    z.strictObject({ answer: key, answered: z.boolean() }),
    z.strictObject({ fact, is: value }),
    z.strictObject({ fact, in: z.array(value).min(1) }),
    z.strictObject({ fact, includes: z.string() }),
    z.strictObject({ fact, known: z.boolean() }),
    z.strictObject({ all: z.array(condition).min(1).max(10) }),
    z.strictObject({ any: z.array(condition).min(1).max(10) }),
    z.strictObject({ not: condition }),
  ]),
);

const option = z.strictObject({
  value: key,
  label: words(200),
  help: words(400).optional(),
  /** What it adds to the score, from 0; absent where the question is not scored. */
  points: z.number().min(0).max(100).optional(),
});

/** What an answer proposes: never done by itself, always shown with the reason and confirmed by a person. */
const suggestion = z.strictObject({
  /** The answers that propose it: values of a choice, yes, no, unknown; or a number or scale value up to or from a limit. */
  when: z.union([
    z.array(z.string()).min(1),
    z.strictObject({ atMost: z.number() }),
    z.strictObject({ atLeast: z.number() }),
  ]),
  /** A key of prisma/reference/risk-catalogue. */
  risk: key.optional(),
  /** An id of prisma/reference/threats/mitigations.csv. */
  control: z
    .string()
    .regex(/^MIT-\d\d$/)
    .optional(),
  because: words(300),
});

const common = {
  key,
  label: words(400),
  help: words(1_000).optional(),
  /** The article, clause, subcategory or criterion that asks for it. */
  sources: z.array(source).max(8),
  required: z.boolean().default(true),
  /** Whether "not applicable", with a reason, is an answer. */
  notApplicable: z.boolean().default(false),
  when: condition.optional(),
  /** What evidence one would expect to see. */
  evidence: words(300).optional(),
  suggests: z.array(suggestion).max(6).default([]),
};

/** How much the question counts beside the others of the questionnaire. */
const weight = z.number().min(0.1).max(100).default(1);

/** The fact of the system that the answer proposes to set; `as` translates an answer into the value of the fact. */
const sets = z.strictObject({
  fact,
  as: z.record(z.string(), z.union([value, z.array(z.string())])).optional(),
});

const tableColumn = z.strictObject({
  key,
  label: words(120),
  kind: z.enum(["text", "integer", "number", "choice"]),
  unit: words(30).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(option).min(2).max(20).optional(),
});

const question = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("choice"),
    ...common,
    weight,
    sets: sets.optional(),
    options: z.array(option).min(2).max(20),
  }),
  z.strictObject({
    kind: z.literal("several"),
    ...common,
    weight,
    sets: sets.optional(),
    options: z.array(option).min(2).max(30),
  }),
  z.strictObject({
    kind: z.literal("scale"),
    ...common,
    weight,
    from: z.int().min(0).max(10),
    to: z.int().min(1).max(10),
    /** Words for its ends, or for each step. */
    labels: z.record(z.string(), words(200)),
    /** Whether it is scored, and which end earns the points. */
    points: z.enum(["none", "high-is-more", "low-is-more"]).default("none"),
  }),
  z.strictObject({
    kind: z.literal("yes-no"),
    ...common,
    weight,
    sets: sets.optional(),
    points: z.strictObject({ yes: z.number().min(0), no: z.number().min(0) }).optional(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    ...common,
    unit: words(30),
    min: z.number(),
    max: z.number(),
    places: z.int().min(0).max(6).default(0),
  }),
  z.strictObject({ kind: z.literal("date"), ...common }),
  z.strictObject({ kind: z.literal("text"), ...common, max: z.int().min(50).max(10_000).default(4_000) }),
  z.strictObject({ kind: z.literal("file"), ...common }),
  z.strictObject({
    kind: z.literal("records"),
    ...common,
    concept: z.enum([
      "systems",
      "models",
      "datasets",
      "vendors",
      "risks",
      "people",
      "tools",
      "agents",
      "guardrails",
    ]),
  }),
  z.strictObject({
    kind: z.literal("table"),
    ...common,
    columns: z.array(tableColumn).min(1).max(12),
    maxRows: z.int().min(1).max(200).default(50),
    /** What is computed from the rows: rates per group, the four-fifths ratio and intervals. */
    figures: z.enum(["group-fairness"]).optional(),
  }),
]);

const section = z.strictObject({
  key,
  title: words(120),
  text: words(1_500).optional(),
  when: condition.optional(),
  questions: z.array(question).min(1).max(60),
});

const band = z.strictObject({
  key,
  label: words(60),
  /** The lowest score, in percent, that falls into it. */
  from: z.number().min(0).max(100),
  tone: z.enum(["good", "info", "neutral", "warn", "bad", "critical"]),
  help: words(300),
});

/**
 * How the score comes about: 100 × the sum of weight × points over the sum of weight × most points, over the scored questions
 * that are asked and apply. An answer "I don't know" earns nothing when more is better, and everything when more is worse.
 */
const scoring = z.strictObject({
  label: words(80),
  moreIs: z.enum(["better", "worse"]),
  /** Promises that no better answer ever gives a worse score; then no scored question may hang on the answer of another. */
  monotone: z.boolean(),
  bands: z.array(band).min(2).max(7),
});

/** One questionnaire, whole: a file of prisma/reference/questionnaires, or an organisation's own. */
export const template = z.strictObject({
  key,
  version: z.int().min(1).max(9_999),
  title: words(120),
  purpose: words(1_000),
  subject: z.enum(["systems", "vendors"]).default("systems"),
  /** How many people, besides those who answered, must approve. */
  approvals: z.int().min(1).max(5).default(1),
  /** After how many months a new one is due; absent where it is asked for by hand. */
  everyMonths: z.int().min(1).max(60).optional(),
  sections: z.array(section).min(1).max(30),
  scoring: scoring.optional(),
});

export type Template = z.output<typeof template>;
export type Section = Template["sections"][number];
export type Question = Section["questions"][number];
