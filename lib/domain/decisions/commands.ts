import "server-only";
import type * as z from "zod";
import { endProblem, mayFollow } from "@/lib/domain/decisions/rules";
import type { DecisionKind, DecisionState, decisionRecord } from "@/lib/domain/decisions/schema";
import { assertConfirmed } from "@/lib/domain/organization/settings/queries";
import { type Actor, authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Decision, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

// A decision is part of a command of the concept it is about, which checks who may do what. These functions write the
// record and return its change for the audit trail; the state and version that was read decides between two writers.

export interface Written {
  decision: Decision;
  change: Change;
}

interface Ask {
  kind: DecisionKind;
  subject: { type: string; id: string; unitId: string };
  reason: string;
  conditions: string | null;
  /** The last day it holds; null for what is done once and for all. */
  until: string | null;
  /** Exactly what is asked about. */
  snapshot: object;
  /** Which of several signatures on the subject it is, from 1. */
  seat?: number;
  /** Whose words it carries besides those of the one who asks. */
  authorIds?: readonly string[];
}

/** Records that somebody asks for a decision; throws Conflict where the same is asked for already, also at the same moment. */
export async function requestDecision({ tx, actor }: Context, ask: Ask): Promise<Written> {
  const asker = authorOf(actor);
  const [decision] = await tx.decision.createManyAndReturn({
    data: {
      kind: ask.kind,
      seat: ask.seat ?? 1,
      subjectType: ask.subject.type,
      subjectId: ask.subject.id,
      unitId: ask.subject.unitId,
      state: "requested",
      requestedById: asker,
      authorIds: [...new Set([asker, ...(ask.authorIds ?? [])])],
      reason: ask.reason,
      conditions: ask.conditions,
      until: storedDay(ask.until),
      ...sealed(ask.snapshot),
    },
    skipDuplicates: true,
  });
  if (!decision) throw new Conflict("It is asked for already. Open the record again.");
  return { decision, change: changeOf(null, decision) };
}

interface Signature {
  role: string;
  reason: string;
  until: string | null;
  /** Exactly what the signer saw. */
  snapshot: object;
}

/** Signs a request; from now on it is in force. Throws ConfirmFirst where a signature takes more than being signed in. */
export async function grantDecision(
  context: Context,
  pending: Decision,
  signature: Signature,
): Promise<Written> {
  await assertConfirmed(context);
  return move(context, pending, "granted", {
    ...signed(context, signature.reason),
    signerRole: signature.role,
    until: storedDay(signature.until),
    ...sealed(signature.snapshot),
  });
}

/** Turns a request down, which is a signature too. Throws ConfirmFirst as grantDecision does. */
export async function refuseDecision(
  context: Context,
  pending: Decision,
  role: string,
  reason: string,
): Promise<Written> {
  await assertConfirmed(context);
  return move(context, pending, "refused", {
    ...signed(context, reason),
    signerRole: role,
    closedAt: context.now,
  });
}

/** Closes a decision without a signature, and says why. */
export function closeDecision(
  context: Context,
  decision: Decision,
  state: "withdrawn" | "ended" | "stale",
  reason: string,
): Promise<Written> {
  return move(context, decision, state, { closedAt: context.now, closedReason: reason });
}

/** Ends the decision in force, if there is one, because a new one of its kind takes its place; returns the changes. */
export async function endReplaced(
  context: Context,
  inForce: Decision | null,
  kind: string,
): Promise<Change[]> {
  if (!inForce) return [];
  return [(await closeDecision(context, inForce, "ended", `A new ${kind} took its place.`)).change];
}

/** Returns the request that this person may sign; throws Conflict where none waits and Forbidden for whoever had a part in it. */
export function signable(actor: Actor, pending: Decision | null): Decision {
  if (!pending) throw new Conflict("Nothing waits for a signature here. Open the record again.");
  if (actor.personId === null || pending.authorIds.includes(actor.personId))
    throw new Forbidden("You asked for it yourself. Another person signs.");
  return pending;
}

/** Takes a request back; only the person who asked. Throws Conflict with `nothing` where none waits, and Forbidden. */
export function takeBack(context: Context, pending: Decision | null, nothing: string): Promise<Written> {
  if (!pending) throw new Conflict(nothing);
  if (pending.requestedById !== context.actor.personId)
    throw new Forbidden("Somebody else asked for it. Only they can take it back.");
  return closeDecision(context, pending, "withdrawn", "Withdrawn by the person who asked.");
}

/** Notes that somebody changed what a request is about, so that they cannot sign it. */
export async function addAuthor(context: Context, pending: Decision): Promise<Written | null> {
  const author = authorOf(context.actor);
  if (pending.authorIds.includes(author)) return null;
  return write(context, pending, { authorIds: [...pending.authorIds, author] });
}

/** Takes a decision along when its subject moves to another business unit. */
export function moveDecision(context: Context, decision: Decision, unitId: string): Promise<Written> {
  return write(context, decision, { unitId });
}

/** Returns what a command answers about a decision. */
export function decisionAnswer({ id, state, version, digest }: Decision): z.output<typeof decisionRecord> {
  return { id, state, version, digest };
}

/** Throws Invalid unless a decision made today may hold until that day (both YYYY-MM-DD). */
export function assertEnd(until: string, today: string): void {
  const problem = endProblem(until, today);
  if (problem) throw new Invalid([{ path: "until", message: problem }]);
}

function sealed(snapshot: object) {
  return { snapshot: snapshot as Prisma.InputJsonObject, digest: canonicalDigest(snapshot) };
}

function signed({ actor, now }: Context, reason: string) {
  return { signerId: authorOf(actor), signedAt: now, signerReason: reason };
}

async function move(
  context: Context,
  decision: Decision,
  to: DecisionState,
  data: Prisma.DecisionUpdateManyMutationInput,
) {
  if (!mayFollow(decision.state as DecisionState, to))
    throw new Error(`A ${decision.state} decision cannot be ${to}.`);
  return write(context, decision, { state: to, ...data });
}

async function write(
  { tx }: Context,
  decision: Decision,
  data: Prisma.DecisionUpdateManyMutationInput,
): Promise<Written> {
  const { id, state, version } = decision;
  const [after] = await tx.decision.updateManyAndReturn({
    where: { id, state, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (!after) throw new Conflict("Somebody decided this at the same moment. Look at it again.");
  return { decision: after, change: changeOf(decision, after) };
}

function changeOf(before: Decision | null, after: Decision): Change {
  return { subject: { type: "decisions", id: after.id, unitId: after.unitId }, before, after };
}
