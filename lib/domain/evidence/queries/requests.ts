import "server-only";
import * as z from "zod";
import { evidenceRead, evidenceRequest, mayAnswer, visibleRequests } from "@/lib/domain/evidence/access";
import { findEvidences } from "@/lib/domain/evidence/queries/evidence";
import { todayOf } from "@/lib/domain/evidence/queries/row";
import { requestRef, requestStateOf } from "@/lib/domain/evidence/rules";
import { requestColumns, requestHistory } from "@/lib/domain/evidence/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { EvidenceRequest, Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { idsOf, listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { type FoundRecord, findRecords, hrefOf } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });
const withNames = {
  unit: { select: { id: true, name: true } },
  asked: { select: { id: true, name: true, email: true } },
} as const satisfies Prisma.EvidenceRequestInclude;

type Read = Prisma.EvidenceRequestGetPayload<{ include: typeof withNames }>;

function toRow(read: Read, subject: FoundRecord | undefined, evidence: FoundRecord | undefined) {
  const { id, version, number, title, details, unit, asked, subjectType, subjectId } = read;
  return {
    ...{ id, version, title, details, unit, asked, subjectType, subjectId },
    ref: requestRef(number),
    subject: subject ? `${subject.ref} ${subject.name}`.trim() : "",
    dueOn: dayText(read.dueOn) ?? "",
    state: requestStateOf(read),
    evidence: evidence ? `${evidence.ref} ${evidence.name}` : null,
    evidenceId: evidence?.id ?? null,
    withdrawnReason: read.withdrawnReason,
    createdById: read.createdById,
    fulfilledAt: read.fulfilledAt?.toISOString() ?? null,
    createdAt: read.createdAt.toISOString(),
  };
}

// What the reader may not see is not named.
async function evidenceFor(context: Context, requests: readonly Read[]): Promise<Map<string, FoundRecord>> {
  const found = await findEvidences(
    context,
    requests.flatMap(({ evidenceId }) => evidenceId ?? []),
  );
  return new Map(found.map((one) => [one.id, one]));
}

const inState: Readonly<Record<string, Prisma.EvidenceRequestWhereInput>> = {
  open: { fulfilledAt: null, withdrawnAt: null },
  fulfilled: { fulfilledAt: { not: null } },
  withdrawn: { fulfilledAt: null, withdrawnAt: { not: null } },
};

/** The register of requests: who was asked for what, on which record, by when. */
export const requestRegister = register<
  Prisma.EvidenceRequestWhereInput,
  Prisma.EvidenceRequestOrderByWithRelationInput
>({
  concept: "evidence-requests",
  title: "Requests for evidence",
  columns: requestColumns,
  permission: evidenceRead,
  sort: "dueOn",
  visibleTo: visibleRequests,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "Q") ?? [] } },
    ],
  }),
  filters: {
    subject: (text, key) => ({ subjectId: { in: idsOf(text, key) } }),
    state: (text) => ({ OR: listOf(text).flatMap((state) => inState[state] ?? []) }),
  },
  lookups: {
    mine: (_text, { actor }) => ({ askedId: actor.personId }),
    overdue: async (_text, context) => ({
      ...inState["open"],
      dueOn: { lt: new Date(`${await todayOf(context)}T00:00:00Z`) },
    }),
  },
  fetch: async (tx, what, context) => {
    const found = await tx.evidenceRequest.findMany({ ...what, include: withNames });
    const subjects = await findRecords(context, found);
    const evidence = await evidenceFor(context, found);
    return found.map((one) => toRow(one, subjects.get(one.subjectId), evidence.get(one.evidenceId ?? "")));
  },
  count: (tx, where) => tx.evidenceRequest.count({ where }),
});

/** Returns the stored request within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findRequest(context: Context, id: string): Promise<EvidenceRequest> {
  const found = await context.tx.evidenceRequest.findFirst({
    where: { AND: [{ id }, visibleRequests(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these requests that the actor may see, as other concepts name them. */
export async function findRequests(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.evidenceRequest.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleRequests(context)] },
    select: { id: true, number: true, title: true, unitId: true, askedId: true },
  });
  return found.map(({ number, title, askedId, ...one }) => ({
    ...one,
    name: title,
    ref: requestRef(number),
    ownerId: askedId,
  }));
}

/** One request with what the actor may do with it. */
export const getRequest = query({
  name: "evidence-requests.get",
  summary: "One request for evidence",
  permission: evidenceRead,
  input: byId,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const found = await tx.evidenceRequest.findFirst({
      where: { AND: [{ id }, visibleRequests(context)] },
      include: withNames,
    });
    if (!found) throw new NotFound();
    const subject = (await findRecords(context, [found])).get(found.subjectId);
    const author = await tx.person.findUnique({
      where: { id: found.createdById },
      select: { name: true },
    });
    const open = requestStateOf(found) === "open";
    return {
      ...toRow(found, subject, (await evidenceFor(context, [found])).get(found.evidenceId ?? "")),
      subjectHref: subject ? hrefOf(subject.kind, subject) : null,
      askedBy: author?.name ?? "Plumbline",
      can: {
        answer: open && mayAnswer(actor, found),
        withdraw: open && may(actor, evidenceRequest, found.unitId),
      },
    };
  },
});

/** What happened to one request, newest first. */
export const getRequestHistory = query({
  name: "evidence-requests.history",
  summary: "What happened to a request for evidence, newest first",
  permission: evidenceRead,
  input: byId,
  run: async (context, { id }) => {
    await findRequest(context, id);
    return { entries: await recordHistory(context, "evidence-requests", id, requestHistory) };
  },
});
