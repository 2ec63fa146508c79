import "server-only";
import * as z from "zod";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import {
  assertMay,
  risksAccept,
  risksEdit,
  risksRead,
  risksReview,
  visibleTo,
} from "@/lib/domain/risks/access";
import { type Act, acts, obstacleTo, type Situation } from "@/lib/domain/risks/acts/rules";
import { historyFields } from "@/lib/domain/risks/acts/schema";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import { type ReadRisk, recordSelect, toRow } from "@/lib/domain/risks/queries/row";
import { riskRef } from "@/lib/domain/risks/rules";
import { acceptanceKind, type RiskStatus } from "@/lib/domain/risks/schema";
import { type Actor, holdsRole, may } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Decision } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

export type { ReadRisk } from "@/lib/domain/risks/queries/row";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns the whole stored risk with its links, as the audit trail keeps it; throws NotFound outside the actor's scope. */
export async function findRisk(context: Context, id: string) {
  const risk = await context.tx.risk.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
    include: { systems: { select: { systemId: true }, orderBy: { systemId: "asc" } } },
  });
  if (!risk) throw new NotFound();
  return risk;
}

/** Returns those of these risks that the actor may see, as other concepts name them. */
export async function findRisks(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.risk.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...risk }) => ({ ...risk, ref: riskRef(number), name: title }));
}

export type StoredRisk = Awaited<ReturnType<typeof findRisk>>;

/** Returns a risk with the names that a person sees; throws NotFound outside the actor's scope. */
export async function readRisk(context: Context, id: string): Promise<ReadRisk> {
  const risk = await context.tx.risk.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
    select: recordSelect(context.actor),
  });
  if (!risk) throw new NotFound();
  return risk;
}

export type Live = Awaited<ReturnType<typeof liveDecisions>>;

/** Returns the request for acceptance that waits, and the acceptance in force. */
export function acceptancesOf(context: Context, riskId: string): Promise<Live> {
  return liveDecisions(context.tx, acceptanceKind, riskId);
}

interface Judged {
  status: string;
  currentScore: number;
  category: string;
  unitId: string;
  acceptedUntil: Date | null;
}

/** Returns what decides whether the actor can do something with a risk now. */
export function situationOf(
  actor: Actor,
  risk: Judged,
  pending: Decision | null,
  { method }: Ground,
): Situation {
  return {
    status: risk.status as RiskStatus,
    currentScore: risk.currentScore,
    category: risk.category,
    pending,
    personId: actor.personId,
    holdsAboveAppetiteRole: holdsRole(actor, method.aboveAppetiteRole, risk.unitId),
    method,
  };
}

const permissions: Record<Act, Permission> = {
  edit: risksEdit,
  score: risksEdit,
  review: risksReview,
  request: risksEdit,
  accept: risksAccept,
  refuse: risksAccept,
  withdraw: risksEdit,
  close: risksEdit,
  reopen: risksEdit,
};

/** Throws Forbidden or Conflict, with the reason, unless the actor can do this with a risk that they see. */
export function assertCan(act: Act, actor: Actor, unitId: string, situation: Situation): void {
  assertMay(actor, permissions[act], unitId);
  const obstacle = obstacleTo(act, situation);
  if (obstacle?.kind === "not-you") throw new Forbidden(obstacle.message);
  if (obstacle) throw new Conflict(obstacle.message);
}

/** Returns what the actor can do now, and for what they could do otherwise, why not now. */
function rights(actor: Actor, unitId: string, situation: Situation) {
  const can: Partial<Record<Act, boolean>> = {};
  const notNow: Partial<Record<Act, string>> = {};
  for (const act of acts) {
    const obstacle = obstacleTo(act, situation);
    const allowed = may(actor, permissions[act], unitId);
    can[act] = allowed && obstacle === null;
    if (allowed && obstacle) notNow[act] = obstacle.message;
  }
  return { can: can as Record<Act, boolean>, notNow };
}

/** One risk with its links, its acceptance, and what the actor can do with it. */
export const getRisk = query({
  name: "risks.get",
  summary: "One risk",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    const risk = await readRisk(context, id);
    const ground = await groundOf(context);
    const { pending, inForce } = await acceptancesOf(context, id);
    return {
      ...toRow(risk, ground),
      reviewEveryDays: risk.reviewEveryDays,
      createdById: risk.createdById,
      catalogueKey: risk.catalogueKey,
      catalogueEdition: risk.catalogueEdition,
      pending: pending && {
        id: pending.id,
        requestedById: pending.requestedById,
        until: dayText(pending.until),
      },
      acceptance: inForce && { id: inForce.id, signerId: inForce.signerId, until: dayText(inForce.until) },
      ...rights(context.actor, risk.unitId, situationOf(context.actor, risk, pending, ground)),
    };
  },
});

/** What happened to one risk, newest first. */
export const riskHistory = query({
  name: "risks.history",
  summary: "What happened to a risk, newest first",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    await findRisk(context, id);
    return { entries: await recordHistory(context, "risks", id, historyFields) };
  },
});
