/** What a line of somebody's work asks for. */
export const workKinds = [
  { value: "assessment", label: "Assessment", action: "Answer" },
  { value: "decision", label: "Decision", action: "Decide" },
  { value: "triage", label: "Triage", action: "Look through" },
  { value: "question", label: "Question", action: "Answer" },
  { value: "task", label: "Task", action: "Open" },
  { value: "evidence-asked", label: "Evidence asked for", action: "Hand in" },
  { value: "evidence-ends", label: "Evidence expires", action: "Renew" },
  { value: "control-test", label: "Test due", action: "Test" },
  { value: "control-failed", label: "Control failed", action: "Mend and test" },
  { value: "reclassify", label: "Classification stale", action: "Classify again" },
  { value: "threats", label: "Threats to decide", action: "Decide" },
  { value: "threat-model-stale", label: "Threat model stale", action: "Look at the drift" },
  { value: "finding", label: "Finding", action: "Mend" },
  { value: "planned-test", label: "Planned test", action: "Run and hand in" },
  { value: "stage-stale", label: "PASTA stage stale", action: "Look at what changed" },
  { value: "exception-ends", label: "Exception ends", action: "Ask again or mend" },
  { value: "treatment", label: "Treatment due", action: "Update treatment" },
  { value: "review", label: "Review due", action: "Review" },
  { value: "acceptance-ends", label: "Acceptance ends", action: "Ask again or treat" },
  { value: "unscored", label: "Not scored", action: "Score" },
  { value: "gaps", label: "Facts missing", action: "Fill in" },
] as const;

type WorkKind = (typeof workKinds)[number]["value"];

/** One line of work: what is asked, on which record, by when. */
export interface WorkItem {
  key: string;
  kind: WorkKind;
  title: string;
  /** The record's reference and what else helps to decide where to begin. */
  detail: string;
  href: string;
  /** YYYY-MM-DD, or null where no date is set. */
  dueOn: string | null;
  /** For a decision: the day it was asked for. */
  askedOn?: string;
  /** For a task: what finishing it needs. */
  task?: { id: string; version: number };
}
