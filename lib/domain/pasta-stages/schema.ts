import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import {
  choice,
  chosen,
  longText,
  type Option,
  reference,
  references,
  text,
} from "@/lib/platform/schema/field";

/** What the sign-off of a stage is called among the decisions. */
export const stageKind = "pasta-stage-sign-off" satisfies DecisionKind;

export const stageStates = [
  { value: "draft", label: "Draft", tone: "neutral", help: "Being worked on." },
  { value: "signed-off", label: "Signed off", tone: "good", help: "As somebody else signed it." },
  { value: "stale", label: "Stale", tone: "warn", help: "Something changed since it was signed off." },
] as const satisfies readonly Option[];

/** How much a stage may hold; what is more belongs into a file that is linked as evidence. */
export const stageLimits = { entries: 200 } as const;

const words = (label: string, help: string) => longText({ label, help, max: 10_000 }).nullable();

/** What a person writes at a stage in words of their own. */
export const noteFields = {
  unacceptable: words(
    "Unacceptable outcomes",
    "Harm, unfairness, leakage or wrong action that must not happen, whatever the benefit.",
  ),
  fallback: words("Without AI", "Why AI is needed, and how the work is done when it fails."),
  requirements: words("Laws and standards", "What applies beside the classification, and to which part."),
  promptAssembly: words(
    "Prompt assembly",
    "From which sources a prompt is put together, step by step, and which of them nobody vouches for.",
  ),
  decisionPoints: words(
    "Human decision points",
    "Where a person decides, on what they see, and what happens when they do nothing.",
  ),
  evaluationGaps: words(
    "Evaluation gaps",
    "What was not tried, with which consequence. Say so if nothing is.",
  ),
};

export type NoteKey = keyof typeof noteFields;

/** At which stage each of them is written. */
export const noteStages: Readonly<Record<NoteKey, number>> = {
  ...{ unacceptable: 1, fallback: 1, requirements: 1 },
  ...{ promptAssembly: 3, decisionPoints: 3, evaluationGaps: 5 },
};

export const impacts = [
  { value: "1", label: "1 Hardly any" },
  { value: "2", label: "2 Minor" },
  { value: "3", label: "3 Moderate" },
  { value: "4", label: "4 Major" },
  { value: "5", label: "5 Severe" },
] as const;

export const agentKinds = [
  { value: "outsider", label: "Outside attacker" },
  { value: "user", label: "Ordinary user" },
  { value: "insider", label: "Insider" },
  { value: "supplier", label: "Supplier" },
  { value: "author", label: "Author of content that is read" },
  { value: "agent", label: "Another agent" },
  { value: "accident", label: "Accident" },
] as const;

export const weaknessKinds = [
  { value: "weakness", label: "Weakness", help: "What makes the threats possible here." },
  { value: "none-found", label: "None found", help: "Looked for and not found; name the evidence." },
] as const;

const line = (label: string, help: string, max = 300) => text({ label, help, max });
const threats = chosen({ label: "Threats", help: "Threats of this model.", max: 500 });

/** What a stage lists that no other record holds, entry by entry. */
export const lists = {
  objectives: {
    ...{ stage: 1, one: "objective", many: "Objectives", path: "objectives" },
    fields: {
      text: line("Objective", "What the system is to achieve, or to keep safe."),
      limit: line("Limit", "In figures: how much error, harm, delay or cost is too much.").nullable(),
      impact: choice(impacts, { label: "Impact on the business if it is missed" }).nullable(),
      ownerId: reference("people", { label: "Owner" }).nullable(),
    },
  },
  components: {
    ...{ stage: 2, one: "component", many: "Components outside the inventory", path: "components" },
    fields: {
      elementId: text({ label: "Element", help: "One that stands for no record of the inventory." }),
      supplier: line("Supplier", 'Who provides it; "unknown" where nobody knows.'),
      release: line("Version", 'Which version is in use; "unknown" where nobody knows.'),
      data: line("Data", 'Which classes of data it handles; "unknown" where nobody knows.'),
    },
  },
  identities: {
    ...{ stage: 2, one: "identity", many: "Identities and credentials", path: "identities" },
    fields: {
      text: line("Identity or credential", "An account, a key, a token, a role."),
      usedBy: line("Used by", "Which person, agent, tool or service acts with it."),
      rights: line("Rights", "What it may do, and until when.", 1_000),
    },
  },
  agents: {
    ...{ stage: 4, one: "threat agent", many: "Threat agents", path: "threat-agents" },
    fields: {
      text: line("Threat agent", "Who or what could cause the threats."),
      kind: choice(agentKinds, { label: "Kind" }),
      motive: line("Motive", "What they are after; for an accident, how it comes about.", 1_000).nullable(),
      means: line("Access and skill", "What they can reach, and what they can do.", 1_000).nullable(),
    },
  },
  weaknesses: {
    ...{ stage: 5, one: "weakness", many: "Weaknesses", path: "weaknesses" },
    fields: {
      text: line(
        "Finding",
        "A missing or weak control, a weak setting, an evaluation that is missing.",
        1_000,
      ),
      kind: choice(weaknessKinds, { label: "Outcome" }),
      threatIds: threats,
      evidenceIds: references("evidence", { label: "Evidence", help: "What shows it." }),
    },
  },
  abuseCases: {
    ...{ stage: 6, one: "abuse case", many: "Abuse cases", path: "abuse-cases" },
    fields: {
      text: line("Abuse case", "One way from entry to harm, as a story of one sentence."),
      story: longText({ label: "Course", help: "Step by step, with or without an attacker.", max: 4_000 }),
      threatIds: threats,
    },
  },
  triggers: {
    ...{ stage: 7, one: "trigger", many: "Signals and triggers", path: "triggers" },
    fields: {
      text: line(
        "Signal or trigger",
        "What is watched, or which change calls for this analysis to be renewed.",
      ),
      action: line("Then", "What is done when it shows.", 1_000),
      ownerId: reference("people", { label: "Watched by" }).nullable(),
    },
  },
} as const;

export type ListKey = keyof typeof lists;

const entryId = z.uuid({ error: "Is not the id of an entry." });
const many = <S extends z.ZodRawShape>(fields: S) =>
  z.array(z.object({ id: entryId, ...fields })).default([]);

/** The entries of a stage as they are stored, by list. */
export const storedEntries = z.object({
  objectives: many(lists.objectives.fields),
  components: many(lists.components.fields),
  identities: many(lists.identities.fields),
  agents: many(lists.agents.fields),
  weaknesses: many(lists.weaknesses.fields),
  abuseCases: many(lists.abuseCases.fields),
  triggers: many(lists.triggers.fields),
});

export type StageEntries = z.output<typeof storedEntries>;

/** The words of a stage as they are stored. */
export const storedNotes = z.object(noteFields).partial();

/** A stage as every door answers it. */
export const stageRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  stage: z.int(),
  version: z.int(),
});
