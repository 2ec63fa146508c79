import {
  criticalities,
  inventoryColumns,
  nextReviewField,
  ownerField,
  regions,
  unitField,
} from "@/lib/domain/inventory/schema";
import { stageField } from "@/lib/domain/inventory/systems/lifecycle/schema";
import {
  affectedPeople,
  autonomies,
  dataClasses,
  decisionImpacts,
  euRoles,
  exposures,
  oversights,
  systemKinds,
} from "@/lib/domain/inventory/systems/options/schema";
import { systemPartFields } from "@/lib/domain/inventory/systems/parts/schema";
import { column } from "@/lib/platform/register/column";
import { choice, longText, reference, several, text, triState } from "@/lib/platform/schema/field";

/** What a person writes about an AI system; its stage changes by moves alone. */
export const systemFields = {
  name: text({
    label: "Name",
    help: "One record per use: the same product used for two purposes is two systems (ISO/IEC 42001 A.4.2).",
    example: "Claims intake agent",
    synonyms: ["system", "system name", "ai system", "ai system name", "title", "use case", "application"],
  }),
  purpose: longText({
    label: "Purpose",
    help: "What it is used for, for whom, and in which setting (intended purpose, EU AI Act Art. 3(12)).",
    max: 4_000,
    example: "Opens a claim from an e-mail and prepares the file for a handler.",
    synonyms: ["what it does", "intended purpose", "use", "objective", "business purpose"],
  }).nullable(),
  description: longText({
    label: "Description",
    help: "How it works: inputs, outputs, tools, limits.",
    synonyms: ["details", "notes", "how it works", "summary"],
  }).nullable(),
  unitId: unitField("Business unit", "The unit that runs it; who may see it follows from this."),
  ownerId: ownerField("Answers for its use and its risks."),
  technicalOwnerId: reference("people", {
    label: "Technical owner",
    help: "Can change it and switch it off.",
    synonyms: ["tech owner", "technical contact", "engineer", "system administrator", "it owner"],
  }).nullable(),
  kind: choice(systemKinds, {
    label: "Kind",
    help: "What sort of AI system it is.",
    synonyms: ["type", "system type", "ai type", "technology"],
  }).nullable(),
  criticality: choice(criticalities, {
    label: "Criticality",
    help: "What its failure or misuse would mean.",
    synonyms: ["risk tier", "tier", "importance", "business criticality", "priority"],
  }).nullable(),
  exposure: choice(exposures, {
    label: "Exposure",
    help: "Who can reach it: the wider, the more hostile its input.",
    synonyms: ["audience", "users", "reach", "access"],
  }).nullable(),
  autonomy: choice(autonomies, {
    label: "Autonomy",
    help: "What it may do without a person (EU AI Act Art. 3(1)).",
    synonyms: ["level of autonomy", "autonomy level"],
  }).nullable(),
  decisionImpact: choice(decisionImpacts, {
    label: "Decision impact",
    help: "How far its output shapes decisions about people (EU AI Act Art. 6(3)).",
    synonyms: ["impact on decisions", "decision role"],
  }).nullable(),
  humanOversight: choice(oversights, {
    label: "Human oversight",
    help: "When a person looks at what it does (EU AI Act Art. 14).",
    synonyms: ["oversight", "human in the loop", "human review"],
  }).nullable(),
  affectedPeople: several(affectedPeople, {
    label: "Affected people",
    help: "Whom its output concerns (EU AI Act Art. 27(1)(c), ISO/IEC 42001 A.5.4).",
    synonyms: ["affected groups", "data subjects", "people affected", "stakeholders"],
  }),
  regions: several(regions, {
    label: "Regions",
    help: "Where it is used or where the people it concerns are.",
    synonyms: ["region", "countries", "location", "jurisdictions"],
  }),
  dataClasses: several(dataClasses, {
    label: "Data classes",
    help: "What it reads, keeps or puts out (ISO/IEC 42001 A.4.3).",
    synonyms: ["data", "data classification", "data class", "data types", "data categories"],
  }),
  euRoles: several(euRoles, {
    label: "EU AI Act roles",
    help: "What we are under the EU AI Act for this system; several may apply (Art. 3(3) to 3(8), Art. 25).",
    synonyms: ["eu role", "role", "ai act role", "eu ai act role"],
  }),
  personalData: triState({
    label: "Personal data",
    help: "It processes data about identified or identifiable people (GDPR Art. 4(1)).",
    synonyms: ["pii", "processes personal data", "contains personal data", "gdpr"],
  }),
  automatedDecision: triState({
    label: "Automated decisions",
    help: "It decides about people with legal or similar effect, without a person (GDPR Art. 22).",
    synonyms: ["automated decision", "automated decision making", "automated decision-making", "adm"],
  }),
  generatesContent: triState({
    label: "Generates content",
    help: "It makes text, images, sound or video that must be marked as such (EU AI Act Art. 50(2)).",
    synonyms: ["generative", "genai", "generative ai", "content generation"],
  }),
  learnsInUse: triState({
    label: "Learns in use",
    help: "It keeps changing after release, so that its results can drift (EU AI Act Art. 15(4)).",
    synonyms: ["self-learning", "continuous learning", "online learning"],
  }),
  usersInformed: triState({
    label: "Users informed",
    help: "People know that they are dealing with AI (EU AI Act Art. 50(1)).",
    synonyms: ["transparency", "users are informed", "disclosed"],
  }),
  ...systemPartFields,
  nextReviewOn: nextReviewField,
};

/** What may be changed in many systems at once. */
export const bulkSystemFields = {
  ownerId: systemFields.ownerId,
  technicalOwnerId: systemFields.technicalOwnerId,
  unitId: systemFields.unitId,
  criticality: systemFields.criticality,
  exposure: systemFields.exposure,
  humanOversight: systemFields.humanOversight,
  nextReviewOn: systemFields.nextReviewOn,
};

/** What a new system is described by: the fields, and the stage in which it is found. */
export const newSystemFields = { ...systemFields, stage: stageField.default("idea") };

/** The facts that a system's completeness counts. */
export const systemFacts = [
  "purpose",
  "ownerId",
  "technicalOwnerId",
  "kind",
  "criticality",
  "exposure",
  "autonomy",
  "decisionImpact",
  "humanOversight",
  "affectedPeople",
  "regions",
  "dataClasses",
  "euRoles",
  "personalData",
  "automatedDecision",
  "generatesContent",
  "learnsInUse",
  "usersInformed",
] as const satisfies readonly (keyof typeof systemFields)[];

const { name, ...others } = systemFields;

const overdueField = several([{ value: "review", label: "Review", tone: "bad" }], {
  label: "Overdue",
  help: "Whose date has passed; a retired system is late with nothing.",
});

/** The columns of the register of AI systems. */
export const systemColumns = [
  ...inventoryColumns({ name, stage: stageField, ...others }, systemFacts, {
    name: { shown: true, width: 270 },
    stage: { shown: true, width: 134 },
    unit: { shown: true, width: 170 },
    owner: { shown: true, width: 160 },
    kind: { width: 150 },
    criticality: { shown: true, width: 112 },
    exposure: { width: 120 },
    models: { width: 240 },
    nextReviewOn: { shown: true, width: 116 },
  }),
  column("overdue", overdueField, { sortable: false, width: 120 }),
];
