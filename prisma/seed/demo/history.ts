import "server-only";
import { Client } from "pg";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { auditEntry } from "@/lib/platform/audit/append";
import type { Change } from "@/lib/platform/audit/change";
import { settings } from "@/lib/platform/settings/settings";
import { assessmentSteps } from "@/prisma/seed/demo/assessments";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import { classificationSteps } from "@/prisma/seed/demo/classifications";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { controlSteps } from "@/prisma/seed/demo/controls";
import { evidenceSteps, requestSteps } from "@/prisma/seed/demo/evidence";
import type { Ids } from "@/prisma/seed/demo/organisation";
import { partSince } from "@/prisma/seed/demo/part-since";
import { questionnaireSteps } from "@/prisma/seed/demo/questionnaires";
import { demoRisk, riskSteps } from "@/prisma/seed/demo/risk-history";
import type { Step } from "@/prisma/seed/demo/step";

/** A change of an earlier day, for the audit trail. */
interface DatedChange extends Change {
  action: string;
  at: Date;
}

/**
 * Returns what happened to the records of the demo before the day of loading, oldest first, so that each can be shown as
 * it was: from its files for risks, systems and parts, from the dates that it holds for decisions and tasks.
 */
export function demoHistory(
  content: DemoContent,
  changes: readonly Change[],
  ids: Ids,
  calendar: Calendar,
): DatedChange[] {
  const names = new Map(content.people.map(({ key, name }) => [ids.person(key), name]));
  const dated = changes.flatMap(({ subject, after }) => {
    const steps = after ? stepsOf(content, subject, after as Stored, ids, calendar) : [];
    return steps.map(
      (step, index): DatedChange => ({
        subject,
        before: steps[index - 1]?.after ?? null,
        after: step.after,
        action: step.action,
        at: step.at,
        by: { id: step.by, name: names.get(step.by) ?? "Plumbline" },
      }),
    );
  });
  return dated.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Writes changes of earlier days into the audit chain, as the owner of the database: the application itself cannot. */
export async function writeHistory(actor: Actor, history: readonly DatedChange[]): Promise<void> {
  const client = new Client(settings().DATABASE_URL);
  await client.connect();
  try {
    await client.query("begin");
    for (const [at, changes] of Map.groupBy(history, (one) => one.at.toISOString())) {
      const entries = changes.map((change) => auditEntry(actor, change.action, change));
      await client.query("select chain_entries($1::jsonb, $2)", [JSON.stringify(entries), at]);
    }
    await client.query("commit");
  } finally {
    await client.end();
  }
}

type Stored = Record<string, unknown> & { createdById: string; createdAt: Date };

function stepsOf(
  content: DemoContent,
  subject: Change["subject"],
  after: Stored,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const { type, id } = subject;
  const risk = type === "risks" ? demoRisk(content, id) : undefined;
  if (risk) return riskSteps(risk, after, content, ids, calendar);
  if (type === "systems") return systemSteps(content, id, after, ids, calendar);
  if (type === "controls") return controlSteps(content, id, after, ids, calendar);
  if (type === "evidence") return evidenceSteps(content, id, after, ids, calendar);
  if (type === "assessments") return assessmentSteps(content, id, after as never, calendar);
  if (type === "classifications") return classificationSteps(content, id, after as never, ids, calendar);
  if (type === "own-questionnaires") return questionnaireSteps(content, id, after, ids, calendar);
  if (type === "evidence-requests") return requestSteps(after);
  if (type === "decisions") return decisionSteps(after);
  if (type === "tasks") return taskSteps(after);
  const concept = partConcepts.find((one) => one.concept === type)?.concept;
  const part = concept && content[concept].find(({ key }) => demoId(concept, key) === id);
  if (!part) return [];
  const at = calendar.ago(partSince(content, concept, part.key));
  return [{ action: `${concept}.create`, by: after.createdById, at, after: { ...after, updatedAt: at } }];
}

function systemSteps(
  content: DemoContent,
  id: string | null,
  after: Stored,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const system = content.systems.find(({ key }) => demoId("systems", key) === id);
  if (!system) return [];
  const { registered, moves, stage } = system;
  const events = [
    { action: "systems.create", ...registered, stage: moves[0]?.from ?? stage },
    ...moves.map(({ to, by, daysAgo, reason }) => ({
      action: "systems.move",
      by,
      daysAgo,
      stage: to,
      reason,
    })),
  ];
  return events.map(({ action, by, daysAgo, ...changed }, index) => {
    const at = calendar.ago(daysAgo);
    return {
      action,
      by: ids.person(by),
      at,
      after: { ...after, ...changed, updatedAt: at, version: index + 1 },
    };
  });
}

// A decision and a task hold the dates on which they changed; what is of a later date was not there before it.
function decisionSteps(after: Stored): Step[] {
  const { requestedById, requestedAt, signedAt, signerId, closedAt, state } = after;
  const open = { closedAt: null, closedReason: null };
  const unsigned = { signerId: null, signerRole: null, signerReason: null, signedAt: null };
  const signed = { ...after, ...open, state: state === "refused" ? state : "granted" };
  return [
    step("decisions.request", requestedById, requestedAt, {
      ...after,
      ...open,
      ...unsigned,
      state: "requested",
    }),
    ...(signedAt ? [step("decisions.sign", signerId, signedAt, signed)] : []),
    ...(closedAt ? [step("decisions.close", requestedById, closedAt, after)] : []),
  ];
}

function taskSteps(after: Stored): Step[] {
  const { createdById, createdAt, doneAt, doneById } = after;
  return [
    step("tasks.create", createdById, createdAt, { ...after, doneAt: null, doneById: null }),
    ...(doneAt ? [step("tasks.done", doneById, doneAt, after)] : []),
  ];
}

function step(action: string, by: unknown, at: unknown, after: object): Step {
  return { action, by: String(by), at: at as Date, after };
}
