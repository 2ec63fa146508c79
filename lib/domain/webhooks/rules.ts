import type { WebhookEvent } from "@/lib/domain/webhooks/schema";

/** What the audit trail says of a change, as far as webhooks go by it. */
export interface TrailEntry {
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** The record as it is after the change. */
  after: Readonly<Record<string, unknown>> | null;
}

type Rule = (verb: string) => WebhookEvent | null;

// By the type of the record that changed; what was done decides where one type has several events.
const rules: Readonly<Record<string, Rule>> = {
  systems: () => "system.changed",
  proposals: () => "proposal.changed",
  risks: () => "risk.changed",
  controls: () => "control.changed",
  "threat-models": () => "threat-model.changed",
  threats: (verb) => (verb === "decide" ? "threat.decided" : null),
  "test-runs": (verb) => (verb === "handIn" ? "test-run.received" : null),
  findings: (verb) => (verb === "create" ? "finding.opened" : "finding.changed"),
  "gate-verdicts": () => "gate.verdict",
  assessments: (verb) => (verb === "submit" ? "assessment.submitted" : "assessment.changed"),
  evidence: () => "evidence.changed",
  decisions: (verb) => (verb.startsWith("request") ? "decision.asked" : "decision.changed"),
  "audit-packs": (verb) => (verb === "finish" ? "audit-pack.ready" : null),
  tasks: () => "task.changed",
};

/** The types of record whose changes are told. */
export const toldTypes: readonly string[] = Object.keys(rules);

/** Returns the event that an entry of the audit trail is, or null where no webhook is told of it. */
export function eventOf(entry: TrailEntry): WebhookEvent | null {
  const { action, subjectType } = entry;
  // A Statement of Applicability is no record that one opens by its id.
  if (recordOf(entry).type === "statements") return null;
  return rules[subjectType]?.(action.split(".").at(-1) ?? "") ?? null;
}

/** Returns the record that an entry is about: of a decision what was decided on, of a threat its model, else the record itself. */
export function recordOf({ subjectType, subjectId, after }: TrailEntry): { type: string; id: string | null } {
  const named = (key: string) => (typeof after?.[key] === "string" ? after[key] : null);
  if (subjectType === "decisions")
    return { type: named("subjectType") ?? subjectType, id: named("subjectId") };
  if (subjectType === "threats") return { type: "threat-models", id: named("threatModelId") };
  return { type: subjectType, id: subjectId };
}

const minute = 60_000;
const hour = 60 * minute;

/** The pauses after the first try, the second and so on: eight tries within a day. */
const pauses = [1 * minute, 5 * minute, 15 * minute, 1 * hour, 3 * hour, 6 * hour, 12 * hour] as const;

/** Returns when a message is tried again after so many tries, or null when it is given up. */
export function nextTry(tries: number, now: Date): Date | null {
  const pause = pauses[tries - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}

/** Returns whether a status code refuses this very message, so that it does no good to hold up later ones. */
export function refusesMessage(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

/** A webhook through which nothing has gone for so long is switched off. */
const mostFailing = 72 * hour;

/** Returns whether a webhook that fails since then is to be switched off. */
export function failsTooLong(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= mostFailing;
}

/** A message that is on its way for longer was lost with the process that sent it. */
export const lostAfter = 2 * minute;
const excerptBytes = 200;

/** Returns the beginning of an answer as plain text: 200 bytes at most, without control characters. */
export function excerptOf(answer: string): string {
  const start = Buffer.from(answer).subarray(0, excerptBytes).toString("utf8");
  return start
    .replace(/\ufffd+$/, "")
    .replace(/[\s\p{Cc}\p{Cf}\ufffd]+/gu, " ")
    .trim();
}
