import * as z from "zod";
import {
  conditionShape,
  fact,
  keyShape,
  short,
  value,
} from "@/lib/domain/assessments/templates/conditions/schema";

// A questionnaire as data: what one file of prisma/reference/questionnaires holds, and what an organisation's own template is.

export const tones = ["good", "info", "neutral", "warn", "bad", "critical"] as const;

/** The kinds of record that a question may ask links to. */
export const linkable = [
  "systems",
  "models",
  "datasets",
  "vendors",
  "risks",
  "people",
  "tools",
  "agents",
  "guardrails",
] as const;

// The same shape twice: whole, and as a draft in which words may be missing and lists may be empty, so that half a question is
// kept as it was left. What a draft lacks is said when it is published.
function shapes(whole: boolean) {
  const least = (count: number) => (whole ? count : 0);
  const key = whole ? keyShape : short(60);
  const condition = conditionShape;
  const words = (name: string, max: number) =>
    short(max, name).trim().min(least(2), `${name} is missing. Write it.`);
  const list = <T extends z.ZodType>(one: T, min: number, max: number, name: string) =>
    z
      .array(one)
      .min(
        least(min),
        min === 1 ? `There is no ${name}. Add one.` : `There must be at least ${min} ${name}s.`,
      )
      .max(max, `There are more than ${max} ${name}s. Leave some out.`);

  const source = z.strictObject({
    /** The key of a framework that is in force, shipped or imported. */
    framework: short(60, "The framework").min(least(1), "The framework is missing. Choose one."),
    ref: short(60, "The reference").min(least(1), "The reference is missing. Write it."),
  });

  const option = z.strictObject({
    value: key,
    label: words("The words of an option", 200),
    help: words("The help of an option", 400).optional(),
    /** What it adds to the score, from 0; absent where the question is not scored. */
    points: z.number().min(0).max(100).optional(),
  });

  /** What an answer proposes: never done by itself, always shown with the reason and confirmed by a person. */
  const suggestion = z.strictObject({
    /** The answers that propose it: values of a choice, yes, no, unknown; or a number or scale value up to or from a limit. */
    when: z.union([
      list(short(60), 1, 40, "answer that suggests it"),
      z.strictObject({ atMost: z.number() }),
      z.strictObject({ atLeast: z.number() }),
    ]),
    /** A key of prisma/reference/risk-catalogue. */
    risk: key.optional(),
    /** An id of prisma/reference/threats/mitigations.csv. */
    control: short(6)
      .regex(/^MIT-\d\d$/, "Write a control as MIT- and two digits.")
      .optional(),
    because: words("The reason of a suggestion", 300),
  });

  const common = {
    key,
    label: words("The question", 400),
    help: words("The help", 1_000).optional(),
    /** The article, clause, subcategory or criterion that asks for it. */
    sources: list(source, 0, 8, "source"),
    required: z.boolean().default(true),
    /** Whether "not applicable", with a reason, is an answer. */
    notApplicable: z.boolean().default(false),
    when: condition.optional(),
    /** What evidence one would expect to see. */
    evidence: words("The evidence expected", 300).optional(),
    suggests: list(suggestion, 0, 6, "suggestion").default([]),
  };

  /** How much the question counts beside the others of the questionnaire. */
  const weight = z.number().min(0.1).max(100).default(1);

  /** The fact of the system that the answer proposes to set; `as` translates an answer into the value of the fact. */
  const sets = z.strictObject({
    fact,
    as: z.record(short(60), z.union([value, z.array(short(200)).max(40)])).optional(),
  });

  const tableColumn = z.strictObject({
    key,
    label: words("The heading of a column", 120),
    kind: z.enum(["text", "integer", "number", "choice"]),
    unit: words("The unit", 30).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    options: list(option, 2, 20, "option").optional(),
  });

  const question = z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("choice"),
      ...common,
      weight,
      sets: sets.optional(),
      options: list(option, 2, 20, "option"),
    }),
    z.strictObject({
      kind: z.literal("several"),
      ...common,
      weight,
      sets: sets.optional(),
      options: list(option, 2, 30, "option"),
    }),
    z.strictObject({
      kind: z.literal("scale"),
      ...common,
      weight,
      from: z.int().min(0).max(10),
      to: z.int().min(0).max(10),
      /** Words for its ends, or for each step. */
      labels: z.record(short(2), words("The words of a step", 200)),
      /** Whether it is scored, and which end earns the points. */
      points: z.enum(["none", "high-is-more", "low-is-more"]).default("none"),
    }),
    z.strictObject({
      kind: z.literal("yes-no"),
      ...common,
      weight,
      sets: sets.optional(),
      points: z.strictObject({ yes: z.number().min(0).max(100), no: z.number().min(0).max(100) }).optional(),
    }),
    z.strictObject({
      kind: z.literal("number"),
      ...common,
      unit: words("The unit", 30),
      min: z.number(),
      max: z.number(),
      places: z.int().min(0).max(6).default(0),
    }),
    z.strictObject({ kind: z.literal("date"), ...common }),
    z.strictObject({ kind: z.literal("text"), ...common, max: z.int().min(50).max(10_000).default(4_000) }),
    z.strictObject({ kind: z.literal("file"), ...common }),
    z.strictObject({ kind: z.literal("records"), ...common, concept: z.enum(linkable) }),
    z.strictObject({
      kind: z.literal("table"),
      ...common,
      columns: list(tableColumn, 1, 12, "column"),
      maxRows: z.int().min(1).max(200).default(50),
      /** What is computed from the rows: rates per group, the four-fifths ratio and intervals. */
      figures: z.enum(["group-fairness"]).optional(),
    }),
  ]);

  const section = z.strictObject({
    key,
    title: words("The title", 120),
    text: words("The introduction", 1_500).optional(),
    when: condition.optional(),
    questions: list(question, 1, 60, "question"),
  });

  const band = z.strictObject({
    key,
    label: words("The name of a band", 60),
    /** The lowest score, in percent, that falls into it. */
    from: z.number().min(0).max(100),
    tone: z.enum(tones),
    help: words("What a band means", 300),
  });

  /**
   * How the score comes about: 100 × the sum of weight × points over the sum of weight × most points, over the scored questions
   * that are asked and apply. An answer "I don't know" earns nothing when more is better, and everything when more is worse.
   */
  const scoring = z.strictObject({
    label: words("The name of the score", 80),
    moreIs: z.enum(["better", "worse"]),
    /** Promises that no better answer ever gives a worse score; then no scored question may hang on the answer of another. */
    monotone: z.boolean(),
    bands: list(band, 2, 7, "band"),
  });

  return z.strictObject({
    key,
    version: z.int().min(1).max(9_999),
    title: words("The title", 120),
    purpose: words("The purpose", 1_000),
    subject: z.enum(["systems", "vendors"]).default("systems"),
    /** How many people, besides those who answered, must approve. */
    approvals: z.int().min(1).max(5).default(1),
    /** After how many months a new one is due; absent where it is asked for by hand. */
    everyMonths: z.int().min(1).max(60).optional(),
    sections: list(section, 1, 30, "section"),
    scoring: scoring.optional(),
  });
}

/** One questionnaire, whole: a file of prisma/reference/questionnaires, or a published version of an organisation's own. */
export const template = shapes(true);

/** One that is being written: as a whole one, with what is still missing. */
export const draftTemplate = shapes(false);

export type Template = z.output<typeof template>;
export type Section = Template["sections"][number];
export type Question = Section["questions"][number];
