import "server-only";
import { catalogueEdition } from "@/lib/domain/risk-catalogue/schema";
import { scoreOf } from "@/lib/domain/risks/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

type DemoRisk = DemoContent["risks"][number];

/** Creates the risks with scores, tasks and reviews over a year; returns the changes for the audit trail. */
export async function loadRisks(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  const inOrder = [...content.risks].sort((a, b) => b.raised.daysAgo - a.raised.daysAgo);
  for (const risk of inOrder) {
    const record = await tx.risk.create({ data: riskData(risk, ids, calendar) });
    changes.push({
      subject: { type: "risks", id: record.id, unitId: record.unitId },
      before: null,
      after: { ...record, systems: systemsOf(risk) },
    });
    const tasks = await tx.task.createManyAndReturn({ data: tasksOf(risk, ids, calendar) });
    for (const task of tasks)
      changes.push({
        subject: { type: "tasks", id: task.id, unitId: task.unitId },
        before: null,
        after: task,
      });
  }
  return changes;
}

function systemsOf({ systems }: DemoRisk): { systemId: string }[] {
  return systems.map((key) => ({ systemId: demoId("systems", key) }));
}

function riskData(risk: DemoRisk, ids: Ids, calendar: Calendar) {
  const {
    key,
    unit,
    owner,
    systems: _linked,
    treatmentDue,
    nextReview,
    raised,
    scores,
    tasks,
    reviews,
    acceptance,
    catalogue,
    ...facts
  } = risk;
  const unitId = ids.unit(unit);
  const granted = acceptance?.state === "granted" ? calendar.day({ inDays: acceptance.untilInDays }) : null;
  return {
    ...facts,
    ...latestScores(scores),
    ...(catalogue ? { catalogueKey: catalogue, catalogueEdition } : {}),
    id: demoId("risks", key),
    unitId,
    ownerId: ids.personOrNone(owner),
    createdById: ids.person(raised.by),
    treatmentDueOn: calendar.day(treatmentDue),
    nextReviewOn: calendar.day(nextReview),
    acceptedUntil: granted,
    createdAt: calendar.ago(raised.daysAgo),
    systems: { create: systemsOf(risk).map((link) => ({ ...link, unitId })) },
    scores: {
      create: scores.map(({ kind, likelihood, impact, reason, by, daysAgo }) => ({
        unitId,
        kind,
        likelihood,
        impact,
        score: scoreOf(likelihood, impact),
        reason,
        methodVersion: 1,
        scoredById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
      })),
    },
    reviews: {
      create: reviews.map(({ outcome, notes, by, daysAgo }) => ({
        unitId,
        outcome,
        notes,
        reviewedById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
      })),
    },
  };
}

/** Returns the columns that these scores leave: the last score of a kind is the one in force. */
export function latestScores(scores: DemoRisk["scores"]) {
  const last = (kind: string) =>
    scores.findLast((score) => score.kind === kind) ?? { likelihood: null, impact: null };
  const [inherent, current, target] = [last("inherent"), last("current"), last("target")];
  return {
    inherentLikelihood: inherent.likelihood,
    inherentImpact: inherent.impact,
    inherentScore: scoreOf(inherent.likelihood, inherent.impact),
    currentLikelihood: current.likelihood,
    currentImpact: current.impact,
    currentScore: scoreOf(current.likelihood, current.impact),
    targetLikelihood: target.likelihood,
    targetImpact: target.impact,
    targetScore: scoreOf(target.likelihood, target.impact),
  };
}

function tasksOf({ key, unit, owner, raised, tasks }: DemoRisk, ids: Ids, calendar: Calendar) {
  return tasks.map(({ title, assignee, due, doneDaysAgo }) => ({
    title,
    subjectType: "risks",
    subjectId: demoId("risks", key),
    unitId: ids.unit(unit),
    assigneeId: ids.person(assignee),
    dueOn: calendar.day(due),
    doneAt: doneDaysAgo === undefined ? null : calendar.ago(doneDaysAgo),
    doneById: doneDaysAgo === undefined ? null : ids.person(assignee),
    createdById: ids.person(owner ?? raised.by),
    createdAt: calendar.ago(raised.daysAgo),
  }));
}
