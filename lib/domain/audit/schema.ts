import { type Column, column } from "@/lib/platform/register/column";
import { choice, instant, integer, reference, text } from "@/lib/platform/schema/field";

/** The kinds of records that the trail tells of, as they are named in it. */
export const subjectTypes = [
  { value: "systems", label: "AI system" },
  { value: "models", label: "Model" },
  { value: "datasets", label: "Dataset" },
  { value: "prompts", label: "Prompt" },
  { value: "tools", label: "Tool" },
  { value: "agents", label: "Agent" },
  { value: "guardrails", label: "Guardrail" },
  { value: "vendors", label: "Vendor" },
  { value: "risks", label: "Risk" },
  { value: "controls", label: "Control" },
  { value: "own-controls", label: "Control of the library" },
  { value: "control-links", label: "Control of a risk" },
  { value: "threat-models", label: "Threat model" },
  { value: "threats", label: "Threat" },
  { value: "attack-trees", label: "Attack tree" },
  { value: "taxonomy-moves", label: "Edition of a cited id" },
  { value: "own-threat-rules", label: "Threat rule of our own" },
  { value: "threat-rules", label: "Change of a threat rule" },
  { value: "framework-versions", label: "Version of a framework" },
  { value: "crosswalk-sets", label: "Mappings between frameworks" },
  { value: "requirement-findings", label: "Word on a requirement" },
  { value: "crosswalk-findings", label: "Word on the crosswalk" },
  { value: "statements", label: "Statement of Applicability" },
  { value: "policies", label: "Policy" },
  { value: "classifications", label: "EU AI Act classification" },
  { value: "laws", label: "Edition of the EU AI Act" },
  { value: "duties", label: "Duty under the EU AI Act" },
  { value: "classification-answers", label: "Answer in a classification" },
  { value: "tasks", label: "Task" },
  { value: "decisions", label: "Decision" },
  { value: "evidence", label: "Evidence" },
  { value: "evidence-links", label: "Evidence on a record" },
  { value: "evidence-requests", label: "Request for evidence" },
  { value: "own-questionnaires", label: "Own questionnaire" },
  { value: "assessments", label: "Assessment" },
  { value: "assessment-answers", label: "Answer in an assessment" },
  { value: "assessment-assignments", label: "Assignment of an assessment" },
  { value: "audit-packs", label: "Audit pack" },
  { value: "audit-engagements", label: "Engagement of an auditor" },
  { value: "imports", label: "Import" },
  { value: "files", label: "File" },
  { value: "jobs", label: "Job" },
  { value: "people", label: "Person" },
  { value: "roles", label: "Role of our own" },
  { value: "grants", label: "Role of a person" },
  { value: "sessions", label: "Session" },
  { value: "tokens", label: "API token" },
  { value: "units", label: "Business unit" },
  { value: "settings", label: "Settings" },
] as const;

const seq = integer({ label: "No.", help: "Its place in the chain.", min: 1, max: 2_147_483_647 });
const at = instant({ label: "When" });
const who = text({ label: "Who", help: "The person, or the system by the name of what it did." });
const action = text({ label: "Action", help: "As the API names it.", example: "risks.update" });
const subjectType = choice(subjectTypes, { label: "Kind" });
const subject = text({ label: "Record" });
const unit = reference("units", { label: "Unit" });

/** The columns of the audit trail. */
export const auditColumns: readonly Column[] = [
  column("action", action, { shown: true, width: 200, sortable: false }),
  column("subjectType", subjectType, { shown: true, sortable: false }),
  column("subject", subject.nullable(), { shown: true, width: 280, sortable: false, filter: null }),
  column("who", who, { shown: true, width: 200, sortable: false }),
  column("at", at, { shown: true, width: 170 }),
  column("unit", unit, { shown: true, sortable: false }),
  column("seq", seq, { sortable: false, filter: null }),
];
