// Checks that stand twice: where one is taken away the other refuses the same people in the same words. They are no holes, and the
// drill counts them apart.

// An export reads through the list of its register, which asks for the same permission.
const exports = [
  "people.export",
  "audit.export",
  "decisions.export",
  "tasks.export",
  "evidence.export",
  "evidence-requests.export",
  "systems.export",
  "models.export",
  "datasets.export",
  "prompts.export",
  "tools.export",
  "agents.export",
  "guardrails.export",
  "vendors.export",
  "proposals.export",
  "classifications.export",
  "risks.export",
  "controls.export",
  "own-controls.export",
  "own-threat-rules.export",
  "threat-models.export",
  "test-runs.export",
  "findings.export",
  "planned-tests.export",
  "gate-verdicts.export",
  "gate-policies.export",
  "assessments.export",
  "own-questionnaires.export",
  "audit-packs.export",
  "audit-engagements.export",
  "auditor-reads.export",
];

// The report of a record reads it by a query that asks for the same permission.
const reports = ["assessments.report"];

// A setting belongs to the whole organisation: whether the same permission holds at its top unit is asked again.
const settings = ["settings.dryRunRetention"];

// The work asks first where the same permission holds: in the unit that the input names, at the top, or anywhere.
const inUnit = ["views.create"];

/** Mutants whose check stands a second time behind it. */
export const askedTwice: ReadonlySet<string> = new Set(
  [...exports, ...reports, ...settings, ...inUnit].map((name) => `permission of ${name}`),
);

/** Commands that change nothing but what is one's own, of which the trail does not tell. */
export const untold: readonly string[] = [
  ...["preferences.save", "notices.choose", "notifications.read", "notifications.readAll", "watching.set"],
  ...["sessions.beginConfirm", "authenticators.begin", "passkeys.begin"],
];

/** Checks that may be taken away without a test that notices, each with the reason. */
export const unnoticed: Readonly<Record<string, string>> = {
  "lib/domain/duties/documents/records.ts recordsOf takes classifiable for everything":
    "The classification of the system is read next, within the same scope: findClassification answers NotFound to the same people.",
  "lib/domain/webhooks/commands/messages.ts sendAgain takes visibleTo for everything":
    "The webhook of the message is found next, within the same scope: findWebhook answers NotFound to the same people.",
  "lib/domain/threat-models/own-rules/commands/import-rules.ts findRules takes readableHere for everything":
    "Own rules are the whole organisation's: who may import them writes them at its top, where all of them are kept.",
  "lib/domain/test-runs/plans/commands/weigh-controls.ts weighControls asks for no unit":
    "A planned test names controls of its own system or unit alone, which is asked when it is written.",
  "lib/domain/my-work/decisions.ts movesForMe asks for no unit":
    "Of each move it is asked whether a role of the actor in its very unit signs it.",
  "lib/domain/controls/commands/carry-over.ts carryFindings asks for no unit":
    "The database writes nothing in a unit where the actor may not judge, so that the whole is refused.",
  "lib/domain/controls/commands/carry-over.ts carryExclusions asks for no unit":
    "The database writes nothing in a unit where the actor may not judge, so that the whole is refused.",
  "lib/domain/assessments/queries/find.ts signingRefusal gives no reason against it":
    "Nothing that the system does by itself signs an assessment.",
  "lib/domain/assessments/commands/assign.ts endAssignment takes visibleTo for everything":
    "The assessment is opened next, within the same scope: openAssessment answers NotFound to the same people.",
};
