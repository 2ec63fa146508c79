import "server-only";
import { assessmentsApprove, visibleTo } from "@/lib/domain/assessments/access";
import { contentsOf } from "@/lib/domain/assessments/queries/content";
import { mayAnswer, signaturesOf } from "@/lib/domain/assessments/queries/find";
import { assessmentRef } from "@/lib/domain/assessments/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Assessment } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const most = 100;
const open = { in: ["assigned", "in-progress", "returned"] };

/** Returns the assessments that this person is asked to answer, with how much is left, and those that wait for their signature. */
export async function assessmentsForMe(context: Context, personId: string): Promise<WorkItem[]> {
  return [...(await toAnswer(context, personId)), ...(await toSign(context, personId))];
}

async function toAnswer(context: Context, personId: string): Promise<WorkItem[]> {
  const asked = { endedAt: null, OR: [{ personId }, { roleKey: { not: null } }] };
  const found = await context.tx.assessment.findMany({
    where: {
      AND: [
        visibleTo(context),
        { state: open, OR: [{ ownerId: personId }, { assignments: { some: asked } }] },
      ],
    },
    include: { assignments: { where: asked, orderBy: [{ dueOn: "asc" }, { id: "asc" }] } },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: most,
  });
  const contents = await contentsOf(context.tx, found);
  const items: WorkItem[] = [];
  for (const assessment of found) {
    const content = contents.get(assessment.id);
    const own = assessment.ownerId === personId;
    if (
      !content ||
      (!own && !assessment.assignments.some((one) => one.personId === personId || one.roleKey !== null))
    )
      continue;
    const mine = await mayAnswer(context, assessment, content);
    const left = content.progress.left.filter(({ question }) => mine.has(question.key)).length;
    // Who answers a part is done with it; who owns it still has to hand it in.
    if (mine.size === 0 || (left === 0 && !own)) continue;
    const due = own ? assessment.dueOn : (assessment.assignments[0]?.dueOn ?? assessment.dueOn);
    items.push(line(assessment, left, dayText(due)));
  }
  return items;
}

function line({ id, number, title, state }: Assessment, left: number, dueOn: string | null): WorkItem {
  const what = left === 0 ? "ready to hand in" : `${left} left`;
  return {
    key: `assessment-${id}`,
    kind: "assessment",
    title,
    detail: `${assessmentRef(number)}, ${state === "returned" ? "returned, " : ""}${what}`,
    href: left === 0 ? `/assessments/${id}` : `/assessments/${id}/answer`,
    dueOn,
  };
}

async function toSign(context: Context, personId: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, assessmentsApprove);
  if (units.length === 0) return [];
  const waiting = await context.tx.assessment.findMany({
    where: { AND: [visibleTo(context), { state: "submitted", unitId: { in: units } }] },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  const items: WorkItem[] = [];
  for (const { id, number, title, submittedAt } of waiting) {
    const signatures = await signaturesOf(context, id);
    const barred = signatures.some(
      ({ authorIds, signerId }) => authorIds.includes(personId) || signerId === personId,
    );
    if (barred) continue;
    items.push({
      key: `assessment-approval-${id}`,
      kind: "decision",
      title,
      detail: assessmentRef(number),
      href: `/assessments/${id}#approval`,
      dueOn: null,
      askedOn: dayText(submittedAt) ?? "",
    });
  }
  return items;
}
