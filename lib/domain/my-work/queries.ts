import "server-only";
import * as z from "zod";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { myWorkRead } from "@/lib/domain/my-work/access";
import { assessmentsForMe } from "@/lib/domain/my-work/assessments";
import { classificationsForMe } from "@/lib/domain/my-work/classifications";
import { controlsForMe } from "@/lib/domain/my-work/controls";
import { decisionsForMe, movesForMe } from "@/lib/domain/my-work/decisions";
import { evidenceForMe } from "@/lib/domain/my-work/evidence";
import { findingsForMe } from "@/lib/domain/my-work/findings";
import { pastaStagesForMe } from "@/lib/domain/my-work/pasta-stages";
import { plannedTestsForMe } from "@/lib/domain/my-work/planned-tests";
import { proposalsForMe } from "@/lib/domain/my-work/proposals";
import { ahead, groupsOf } from "@/lib/domain/my-work/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { threatModelsForMe } from "@/lib/domain/my-work/threat-models";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import { riskRef, shownStatus } from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import { openTasksOf } from "@/lib/domain/tasks/queries";
import { type Context, query } from "@/lib/platform/operation/operation";
import { addDays, dayText, storedDay } from "@/lib/platform/time/day";

const most = 200;

/** What is asked of the one who asks, by date: assessments, decisions, evidence, controls, tasks, reviews, treatments, acceptances that end, gaps. */
export const getMyWork = query({
  name: "my-work.get",
  summary: "What is asked of me, by date",
  permission: myWorkRead,
  input: z.strictObject({}),
  run: async (context) => {
    const ground = await groundOf(context);
    const personId = context.actor.personId;
    if (personId === null) return { today: ground.today, count: 0, groups: [] };
    const items = [
      ...(await assessmentsForMe(context, personId)),
      ...(await decisionsForMe(context, ground)),
      ...(await movesForMe(context, ground)),
      ...(await proposalsForMe(context)),
      ...(await evidenceForMe(context, personId, ground.today)),
      ...(await controlsForMe(context, personId, ground)),
      ...(await threatModelsForMe(context, personId, ground)),
      ...(await findingsForMe(context, personId)),
      ...(await plannedTestsForMe(context, personId, ground)),
      ...(await pastaStagesForMe(context, personId, ground)),
      ...(await classificationsForMe(context, personId, ground)),
      ...(await myTasks(context, personId)),
      ...(await myRisks(context, personId, ground)),
      ...(await mySystems(context, personId, ground)),
    ];
    return { today: ground.today, count: items.length, groups: groupsOf(items, ground.today) };
  },
});

async function myTasks(context: Context, personId: string): Promise<WorkItem[]> {
  const tasks = await openTasksOf(context, personId, most);
  return tasks.map(({ id, version, title, subject, href, dueOn }) => ({
    key: `task-${id}`,
    kind: "task",
    title,
    detail: subject,
    href,
    dueOn,
    task: { id, version },
  }));
}

async function myRisks(context: Context, ownerId: string, { today }: Ground): Promise<WorkItem[]> {
  const before = (days: number) => storedDay(addDays(today, days)) ?? context.now;
  const risks = await context.tx.risk.findMany({
    where: {
      AND: [visibleRisks(context), { ownerId, status: { not: "closed" } }],
      OR: [
        { currentScore: 0 },
        { nextReviewOn: { lte: before(ahead.reviews) } },
        { treatmentDueOn: { lte: before(ahead.treatments) } },
        { status: "accepted", acceptedUntil: { lte: before(ahead.acceptances) } },
      ],
    },
    orderBy: [{ currentScore: "desc" }, { id: "asc" }],
    take: most,
    select: {
      id: true,
      number: true,
      title: true,
      status: true,
      currentScore: true,
      nextReviewOn: true,
      treatmentDueOn: true,
      acceptedUntil: true,
    },
  });
  return risks.flatMap((risk) => linesOf(risk, today));
}

interface OwnedRisk {
  id: string;
  number: number;
  title: string;
  status: string;
  currentScore: number;
  nextReviewOn: Date | null;
  treatmentDueOn: Date | null;
  acceptedUntil: Date | null;
}

function linesOf(risk: OwnedRisk, today: string): WorkItem[] {
  const { id, number, title, currentScore } = risk;
  const [review, treatment, until] = [
    dayText(risk.nextReviewOn),
    dayText(risk.treatmentDueOn),
    dayText(risk.acceptedUntil),
  ];
  const status = shownStatus(risk.status as RiskStatus, until, today);
  const within = (day: string | null, days: number) => day !== null && day <= addDays(today, days);
  const line = (kind: WorkItem["kind"], dueOn: string | null, part: string): WorkItem => ({
    key: `${kind}-${id}`,
    kind,
    title,
    detail: riskRef(number),
    href: `/risks/${id}${part}`,
    dueOn,
  });
  return [
    ...(currentScore === 0 ? [line("unscored", null, "#scores")] : []),
    ...(within(review, ahead.reviews) ? [line("review", review, "#reviews")] : []),
    ...(status !== "accepted" && within(treatment, ahead.treatments)
      ? [line("treatment", treatment, "#treatment")]
      : []),
    ...(status === "accepted" && within(until, ahead.acceptances)
      ? [line("acceptance-ends", until, "#acceptance")]
      : []),
  ];
}

async function mySystems(
  { tx, actor, now }: Context,
  personId: string,
  { today }: Ground,
): Promise<WorkItem[]> {
  const soon = addDays(today, ahead.reviews);
  const systems = await tx.system.findMany({
    where: {
      AND: [
        visibleSystems(actor),
        { stage: { not: "retired" }, OR: [{ ownerId: personId }, { technicalOwnerId: personId }] },
        { OR: [{ completeness: { lt: 100 } }, { nextReviewOn: { lte: storedDay(soon) ?? now } }] },
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: most,
    select: { id: true, number: true, name: true, completeness: true, nextReviewOn: true, ownerId: true },
  });
  return systems.flatMap(({ id, number, name, completeness, nextReviewOn, ownerId }) => {
    const [ref, review] = [inventoryRef("S", number), dayText(nextReviewOn)];
    const shared = { title: name, href: `/systems/${id}` };
    const due = ownerId === personId && review !== null && review <= soon;
    const reviewing: WorkItem[] = due
      ? [{ ...shared, key: `review-${id}`, kind: "review", detail: ref, dueOn: review }]
      : [];
    const detail = `${ref}, ${completeness} % of its facts known`;
    const missing: WorkItem[] =
      completeness < 100 ? [{ ...shared, key: `gaps-${id}`, kind: "gaps", detail, dueOn: null }] : [];
    return [...reviewing, ...missing];
  });
}
