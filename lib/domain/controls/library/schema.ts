import * as z from "zod";
import {
  autonomies,
  dataClasses,
  euRoles,
  exposures,
  stages,
  systemKinds,
} from "@/lib/domain/inventory/systems/options/schema";

/** The edition of the library that is shipped; a control remembers from which one it was adopted. */
export const libraryEdition = "2026.1";

/** What a control does about an event: before, during or after it, or by telling people what to do (COSO; ISO/IEC 27002). */
export const controlKinds = [
  { value: "preventive", label: "Preventive", help: "Keeps the event from happening." },
  { value: "detective", label: "Detective", help: "Notices the event." },
  { value: "corrective", label: "Corrective", help: "Limits or undoes what it does." },
  { value: "directive", label: "Directive", help: "Tells people what to do." },
] as const;

/** What a control is to a requirement, as a set (NIST IR 8477). */
export const mappingRelations = [
  { value: "equal", label: "Does just that", help: "The control does what is asked, no more and no less." },
  { value: "superset", label: "Does all of it", help: "The control does all that is asked, and more." },
  { value: "subset", label: "Does part of it", help: "The control does part of what is asked." },
  { value: "intersects", label: "Related", help: "They share something; neither settles the other." },
] as const;

/** How sure a mapping of our own is. */
export const mappingConfidences = [
  { value: "high", label: "High", tone: "good" },
  { value: "medium", label: "Medium", tone: "neutral" },
  { value: "low", label: "Low", tone: "warn" },
] as const;

const oneOf = <const O extends readonly { value: string }[]>(options: O) =>
  z.enum(options.map(({ value }) => value) as [O[number]["value"], ...O[number]["value"][]]);
const anyOf = <const O extends readonly { value: string }[]>(options: O) => z.array(oneOf(options)).min(1);
const key = z.string().regex(/^[a-z][a-z0-9-]{1,80}$/);
const words = z.string().trim().min(3).max(1_200);
const step = z.int().min(0).max(4);

/** The facts that decide whether a control applies: each that is named must fit, by any of its values. */
const applies = z
  .strictObject({
    /** Once for the organisation or a unit, not for each system. */
    scope: z.literal("organisation").optional(),
    everywhere: z.literal(true).optional(),
    stages: anyOf(stages).optional(),
    kinds: anyOf(systemKinds).optional(),
    exposures: anyOf(exposures).optional(),
    autonomies: anyOf(autonomies).optional(),
    dataClasses: anyOf(dataClasses).optional(),
    euRoles: anyOf(euRoles).optional(),
    personalData: z.literal(true).optional(),
    generatesContent: z.literal(true).optional(),
    learnsInUse: z.literal(true).optional(),
  })
  .refine((facts) => Object.keys(facts).length > 0, "names no fact that decides where it applies");

const entry = z.strictObject({
  key,
  title: words,
  objective: words,
  statement: words,
  kind: oneOf(controlKinds),
  /** Identifiers of prisma/reference/threats/mitigations.csv. */
  mitigations: z.array(z.string().regex(/^MIT-\d\d$/)),
  requirements: z
    .array(
      z.strictObject({
        framework: z.string(),
        ref: z.string(),
        relation: oneOf(mappingRelations),
        confidence: oneOf(mappingConfidences),
      }),
    )
    .min(1),
  applies,
  /** Why it applies where it does. */
  because: words,
  tests: z.array(words).min(2),
  evidence: z.array(words).min(2),
  /** By how many steps of a five-step scale it lowers likelihood and impact while it works. */
  effectiveness: z
    .strictObject({ likelihood: step, impact: step, why: words })
    .refine(({ likelihood, impact }) => likelihood + impact > 0, "lowers nothing"),
});

/** One file of the library: a family and its controls. */
export const libraryFile = z.strictObject({ domain: key, label: words, controls: z.array(entry).min(1) });

/** Which controls follow from an outcome of the classification by the EU AI Act. */
export const outcomeFile = z.strictObject({
  outcomes: z.record(z.string(), z.array(key).min(1)),
  /** Those that nothing but such an outcome calls for. */
  only: z.array(key),
});

/** A control of the library with the family that its file names, and the outcomes it follows from. */
export type LibraryControl = z.output<typeof entry> & {
  family: string;
  familyLabel: string;
  /** Outcomes of the EU AI Act classification that call for it. */
  outcomes: readonly string[];
  /** Applies only where one of them was found. */
  onlyByOutcome: boolean;
  /** Of the library it is shipped with, or which version of the organisation's own it is. */
  edition: string;
  /** The id of the organisation's own control; null where Plumbline comes with it. */
  own: string | null;
};

/** The label of a value among options, or the value itself. */
export function labelIn(options: readonly { value: string; label: string }[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
