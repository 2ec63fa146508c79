import "server-only";
import { visibleRequests, visibleTo } from "@/lib/domain/evidence/access";
import { evidenceRef, requestRef, soonDays } from "@/lib/domain/evidence/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import type { Context } from "@/lib/platform/operation/operation";
import { findRecords } from "@/lib/platform/registry/contributions";
import { addDays, dayText, storedDay } from "@/lib/platform/time/day";

const most = 100;

/** Returns what this person is asked to hand in, and their own evidence that expires soon or has expired; today is YYYY-MM-DD. */
export async function evidenceForMe(context: Context, personId: string, today: string): Promise<WorkItem[]> {
  return [...(await asked(context, personId)), ...(await expiring(context, personId, today))];
}

async function asked(context: Context, askedId: string): Promise<WorkItem[]> {
  const found = await context.tx.evidenceRequest.findMany({
    where: { AND: [{ askedId, fulfilledAt: null, withdrawnAt: null }, visibleRequests(context)] },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: most,
  });
  const subjects = await findRecords(context, found);
  return found.map(({ id, number, title, dueOn, subjectId }) => {
    const subject = subjects.get(subjectId);
    return {
      key: `request-${id}`,
      kind: "evidence-asked",
      title,
      detail: subject ? `${requestRef(number)}, on ${subject.ref} ${subject.name}` : requestRef(number),
      href: `/evidence-requests/${id}`,
      dueOn: dayText(dueOn),
    };
  });
}

async function expiring(context: Context, ownerId: string, today: string): Promise<WorkItem[]> {
  const until = storedDay(addDays(today, soonDays)) ?? context.now;
  const found = await context.tx.evidence.findMany({
    where: { AND: [{ ownerId, withdrawnAt: null, validUntil: { lte: until } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, validUntil: true },
    orderBy: [{ validUntil: "asc" }, { id: "asc" }],
    take: most,
  });
  return found.map(({ id, number, title, validUntil }) => ({
    key: `evidence-${id}`,
    kind: "evidence-ends",
    title,
    detail: evidenceRef(number),
    href: `/evidence/${id}`,
    dueOn: dayText(validUntil),
  }));
}
