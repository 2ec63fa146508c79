import "server-only";
import canonicalize from "canonicalize";
import * as z from "zod";
import { decisionsRead, visibleTo } from "@/lib/domain/decisions/access";
import { shownState } from "@/lib/domain/decisions/rules";
import {
  type DecisionKind,
  type DecisionState,
  decisionColumns,
  decisionStates,
} from "@/lib/domain/decisions/schema";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";
import type { Decision, Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { Named, RegisterRow } from "@/lib/platform/register/column";
import { idsOf, knownValues } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import { dayIn, dayText, storedDay } from "@/lib/platform/time/day";

/** Every decision: who asked for what, who signed, until when. */
export const decisionRegister = register<Prisma.DecisionWhereInput, Prisma.DecisionOrderByWithRelationInput>({
  concept: "decisions",
  title: "Decisions",
  columns: decisionColumns,
  permission: decisionsRead,
  sort: "-requestedAt",
  visibleTo,
  search: (words) => ({ reason: { contains: words, mode: "insensitive" } }),
  filters: {
    subject: (text, key) => ({ subjectId: { in: idsOf(text, key) } }),
  },
  lookups: { state: inStates },
  fetch: async (tx, what, context) => toRows(tx, await tx.decision.findMany(what), await today(context)),
  looksBack: true,
  count: (tx, where) => tx.decision.count({ where }),
});

async function today({ tx, now }: Context): Promise<string> {
  return dayIn(await timeZoneOf(tx), now);
}

// By the state that is shown: what is past its last day has ended.
async function inStates(text: string, context: Context): Promise<Prisma.DecisionWhereInput> {
  const known = decisionStates.map(({ value }) => value);
  const wanted = knownValues(text, "state", "State", known);
  const day = storedDay(await today(context)) ?? context.now;
  const over = { state: "granted", until: { lt: day } };
  const holds = { state: "granted", OR: [{ until: null }, { until: { gte: day } }] };
  const stored = wanted.map((state) => (state === "granted" ? holds : { state }));
  return { OR: wanted.includes("ended") ? [...stored, over] : stored };
}

/** One decision with the content as its signer saw it. */
export const getDecision = query({
  name: "decisions.get",
  summary: "One decision",
  permission: decisionsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const decision = await context.tx.decision.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
    if (!decision) throw new NotFound();
    const [row] = await toRows(context.tx, [decision], await today(context));
    const { conditions, snapshot, digest, signerRole, closedAt } = decision;
    return { ...row, conditions, snapshot, digest, signerRole, closedAt: closedAt?.toISOString() ?? null };
  },
});

/** Exactly what was decided on, as the canonical JSON (RFC 8785) of which the digest is the SHA-256: anybody can check it. */
export const decisionContent = query({
  name: "decisions.content",
  summary: "Exactly what a decision is on: the file whose SHA-256 is its digest",
  permission: decisionsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const decision = await context.tx.decision.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
    if (!decision) throw new NotFound();
    return new Download(
      `decision-${id}.json`,
      "application/json",
      new Blob([canonicalize(decision.snapshot) ?? ""]).stream(),
    );
  },
});

/** Returns the request that waits and the decision in force on a subject, as far as there are any. */
export async function liveDecisions(
  tx: Transaction,
  kind: DecisionKind,
  subjectId: string,
): Promise<{ pending: Decision | null; inForce: Decision | null }> {
  const live = await tx.decision.findMany({
    where: { kind, subjectId, state: { in: ["requested", "granted"] } },
  });
  return {
    pending: live.find(({ state }) => state === "requested") ?? null,
    inForce: live.find(({ state }) => state === "granted") ?? null,
  };
}

/** Returns the decisions on these records that the actor may read, the newest first, as the register shows them. */
export async function decisionsOn(context: Context, subjectIds: readonly string[]): Promise<RegisterRow[]> {
  const units = unitsWith(context.actor, decisionsRead);
  const found = await context.tx.decision.findMany({
    where: { AND: [{ subjectId: { in: [...subjectIds] } }, visibleTo({ ...context, units })] },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  return toRows(context.tx, found, await today(context));
}

async function toRows(
  tx: Transaction,
  decisions: readonly Decision[],
  today: string,
): Promise<RegisterRow[]> {
  const ids = decisions.flatMap(({ requestedById, signerId }) =>
    signerId ? [requestedById, signerId] : [requestedById],
  );
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, email: true },
  });
  const named = new Map<string, Named>(people.map((person) => [person.id, person]));
  return decisions.map((decision) => toRow(decision, named, today));
}

function toRow(decision: Decision, named: ReadonlyMap<string, Named>, today: string): RegisterRow {
  const {
    id,
    version,
    kind,
    reason,
    conditions,
    signerReason,
    signerRole,
    closedReason,
    subjectType,
    subjectId,
  } = decision;
  const until = dayText(decision.until);
  const { ref, title, asks, exception } = seen(decision.snapshot);
  return {
    id,
    version,
    ref,
    kind,
    reason,
    conditions,
    signerReason,
    signerRole,
    closedReason,
    subjectType,
    subjectId,
    until,
    asks,
    exception,
    subject: `${ref} ${title}${asks ? ` (${asks})` : ""}`.trim(),
    digest: decision.digest,
    state: shownState(decision.state as DecisionState, until, today),
    requestedBy: named.get(decision.requestedById) ?? null,
    requestedAt: decision.requestedAt.toISOString(),
    signer: (decision.signerId && named.get(decision.signerId)) || null,
    signedAt: decision.signedAt?.toISOString() ?? null,
    closedAt: decision.closedAt?.toISOString() ?? null,
  };
}

// The subject by the name it had when it was decided on, what was asked where the kind does not say it, and why although
// something was missing.
function seen(snapshot: Prisma.JsonValue) {
  const { ref = "", title = "", asks = null, exception = null } = seenParts.safeParse(snapshot).data ?? {};
  return { ref, title, asks, exception };
}

const seenParts = z.looseObject({
  ref: z.string().optional(),
  title: z.string().optional(),
  asks: z.string().optional(),
  exception: z.string().nullable().optional(),
});
