import * as z from "zod";
import { controlKinds } from "@/lib/domain/controls/library/schema";
import { tidyMappings } from "@/lib/domain/controls/own/rules";
import {
  autonomies,
  dataClasses,
  euRoles,
  exposures,
  stages,
  systemKinds,
} from "@/lib/domain/inventory/systems/options/schema";
import { column } from "@/lib/platform/register/column";
import { choice, instant, integer, longText, reference, several, text } from "@/lib/platform/schema/field";

const scopes = [
  { value: "system", label: "For each AI system" },
  { value: "organisation", label: "Once for the organisation or a unit" },
] as const;

/** Facts of an AI system that are so or not. */
const facts = [
  { value: "personalData", label: "Personal data" },
  { value: "generatesContent", label: "Generates content" },
  { value: "learnsInUse", label: "Learns in use" },
] as const;

const ownControlStates = [
  { value: "offered", label: "Offered", tone: "good", help: "It is in the library and can be adopted." },
  {
    value: "retired",
    label: "Retired",
    tone: "neutral",
    help: "No longer offered; where it is carried out it stays as it is.",
  },
] as const;

const words = (label: string, max = 1_200, more: { help?: string; synonyms?: readonly string[] } = {}) =>
  longText({ label, max, ...more });
const each = "One a line.";
const steps = (label: string, synonyms: readonly string[]) =>
  integer({
    label,
    help: "In steps of a five-step scale, while it works.",
    min: 0,
    max: 4,
    synonyms,
  }).default(0);

/** What an organisation says of a control of its own in the library. */
export const ownControlFields = {
  title: text({
    label: "Title",
    example: "Review of prompts by a second person",
    synonyms: ["control", "name", "control name", "control title"],
  }),
  objective: words("Objective", 1_200, { synonyms: ["purpose", "aim", "control objective"] }),
  statement: words("What has to be done", 4_000, {
    synonyms: ["statement", "description", "control description", "control text"],
  }),
  kind: choice(controlKinds, { label: "Kind", synonyms: ["type", "control type"] }),
  family: text({ label: "Family", max: 80, synonyms: ["domain", "group", "category"] }).nullable(),
  requirements: words("Requirements", 20_000, {
    help: "One a line: the framework, the reference, what the control does, how sure that is. Such as: iso-42001 A.6.2.4 subset medium",
    synonyms: ["mapping", "mappings", "mapped to", "maps to"],
  })
    .overwrite(tidyMappings)
    .nullable(),
  scope: choice(scopes, { label: "Carried out", synonyms: ["scope"] }).default("system"),
  stages: several(stages, { label: "Stages of life", help: "Only in these.", synonyms: ["stage", "stages"] }),
  kinds: several(systemKinds, { label: "Kinds of system", synonyms: ["system kinds"] }),
  exposures: several(exposures, { label: "Exposure", synonyms: ["exposures"] }),
  autonomies: several(autonomies, { label: "Autonomy", synonyms: ["autonomies"] }),
  dataClasses: several(dataClasses, { label: "Data classes", synonyms: ["data class"] }),
  euRoles: several(euRoles, { label: "EU AI Act roles", synonyms: ["roles under the eu ai act"] }),
  only: several(facts, { label: "Only where" }),
  because: words("Why there", 1_200, { help: "Why it applies where it does." }).nullable(),
  tests: words("How to test it", 4_000, {
    help: each,
    synonyms: ["tests", "test ideas", "test procedure"],
  }).nullable(),
  evidence: words("Evidence it leaves", 4_000, {
    help: each,
    synonyms: ["evidence", "expected evidence"],
  }).nullable(),
  lowersLikelihood: steps("Lowers likelihood", ["likelihood"]),
  lowersImpact: steps("Lowers impact", ["impact"]),
};

/** The same in a form, where nothing is filled in by itself and requirements are chosen row by row. */
export const ownControlForm = {
  ...ownControlFields,
  requirements: words("Requirements", 20_000, {
    help: "Each with what the control does of it, and how sure that is.",
  })
    .overwrite(tidyMappings)
    .nullable(),
  scope: ownControlFields.scope.unwrap(),
  lowersLikelihood: ownControlFields.lowersLikelihood.unwrap(),
  lowersImpact: ownControlFields.lowersImpact.unwrap(),
};

/** Why a control is taken out of the library. */
export const retireFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

/** The fields whose words a history uses. */
export const ownControlHistory = {
  ...ownControlFields,
  retiredAt: instant({ label: "Retired" }),
  retiredReason: retireFields.reason,
};

const derived = { sortable: false } as const;

/** The columns of the register of own controls. */
export const ownControlColumns = [
  column("ref", text({ label: "Ref" }), {
    ...derived,
    shown: true,
    width: 74,
    filter: null,
    field: "number",
  }),
  column("title", ownControlFields.title, { shown: true, width: 300 }),
  column("state", choice(ownControlStates, { label: "State" }), { ...derived, shown: true, width: 110 }),
  column("kind", ownControlFields.kind, { shown: true, width: 120 }),
  column("family", ownControlFields.family, { shown: true, width: 150 }),
  column("scope", ownControlFields.scope, { shown: true, width: 160 }),
  column("requirements", ownControlFields.requirements, { ...derived, shown: true, width: 320 }),
  column("objective", ownControlFields.objective, { ...derived, width: 320 }),
  column("statement", ownControlFields.statement, { ...derived, width: 320 }),
  column("stages", ownControlFields.stages, {}),
  column("kinds", ownControlFields.kinds, {}),
  column("exposures", ownControlFields.exposures, {}),
  column("autonomies", ownControlFields.autonomies, {}),
  column("dataClasses", ownControlFields.dataClasses, {}),
  column("euRoles", ownControlFields.euRoles, {}),
  column("only", ownControlFields.only, {}),
  column("because", ownControlFields.because, derived),
  column("tests", ownControlFields.tests, derived),
  column("evidence", ownControlFields.evidence, derived),
  column("lowersLikelihood", ownControlFields.lowersLikelihood, derived),
  column("lowersImpact", ownControlFields.lowersImpact, derived),
  column("unit", reference("units", { label: "Business unit" }), derived),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** An own control as a write answers it. */
export const ownControlRecord = z.looseObject({ id: z.uuid(), version: z.int() });
