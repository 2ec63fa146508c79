import "server-only";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { classifiable, classificationsEdit, classificationsSign } from "@/lib/domain/obligations/access";
import { answersOf, type Content, contentOf } from "@/lib/domain/obligations/classifications/content";
import {
  type ClassificationState,
  classificationKind,
} from "@/lib/domain/obligations/classifications/schema";
import { lawInForce } from "@/lib/domain/obligations/queries/law-in-force";
import { type Actor, may } from "@/lib/platform/access/actor";
import type { Classification, Decision, System } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** A system with its classification, its answers and what they lead to by the law in force. */
export interface Found {
  system: System;
  /** Null where nobody has answered anything. */
  row: Classification | null;
  content: Content;
  /** Everybody who answered something, ever: none of them may sign. */
  answererIds: readonly string[];
}

/** Returns the classification of a system within the actor's scope, also where there is none yet; throws NotFound. */
export async function findClassification(context: Context, id: string): Promise<Found> {
  const { tx } = context;
  const found = await tx.system.findFirst({
    where: { AND: [{ id }, classifiable(context)] },
    include: { classification: true },
  });
  if (!found) throw new NotFound();
  const { classification: row, ...system } = found;
  const stored = (await answersOf(tx, [id])).get(id) ?? [];
  const answererIds = [...new Set(stored.map(({ answeredById }) => answeredById))];
  return { system, row, content: contentOf(await lawInForce(tx), system, stored), answererIds };
}

/** Returns a classification once nobody else can write it before this transaction ends; throws NotFound. */
export async function heldClassification(context: Context, id: string): Promise<Found> {
  await context.tx.$queryRaw`select id from classifications where id = ${id}::uuid for update`;
  return findClassification(context, id);
}

/** Returns those of these classifications that the actor may see, as other concepts name them. */
export async function findClassifications(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.system.findMany({
    where: { AND: [{ id: { in: [...ids] }, classification: { isNot: null } }, classifiable(context)] },
    select: { id: true, number: true, name: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, name, ...one }) => ({
    ...one,
    name: `EU AI Act classification of ${name}`,
    ref: inventoryRef("S", number),
    href: `/systems/${one.id}/classification`,
  }));
}

/** Everything that is done with a classification. */
export type Act = "answer" | "request" | "withdraw" | "sign" | "refuse" | "reopen";

/** What decides whether somebody may do something with a classification that they see. */
export interface Standpoint {
  unitId: string;
  state: ClassificationState;
  open: number;
  pending: Decision | null;
  inForce: Decision | null;
}

/** Returns what decides which acts are open to the actor. */
export async function standpointOf({ tx }: Context, { system, row, content }: Found): Promise<Standpoint> {
  return {
    unitId: system.unitId,
    state: (row?.state ?? "not-started") as ClassificationState,
    open: content.result.openQuestions.length,
    ...(await liveDecisions(tx, classificationKind, system.id)),
  };
}

/** Returns why the actor may not do this with a classification that they see, or null; whether it is possible now is another question. */
export function refusalTo(act: Act, actor: Actor, { unitId, pending }: Standpoint): string | null {
  const plain = "You may read this classification but not do this with it. Ask compliance.";
  if (act === "sign" || act === "refuse") {
    if (!may(actor, classificationsSign, unitId)) return plain;
    return actor.personId === null || pending?.authorIds.includes(actor.personId)
      ? "You asked for it or answered some of it. Somebody else has to sign."
      : null;
  }
  if (!may(actor, classificationsEdit, unitId)) return plain;
  return act === "withdraw" && pending && pending.requestedById !== actor.personId
    ? "Somebody else asked for the signature. Only they can take that back."
    : null;
}

/** Returns why an act is not possible now, for nobody, or null. */
export function obstacleTo(act: Act, { state, open }: Standpoint): string | null {
  if (act === "answer")
    return state === "waiting" || state === "sealed"
      ? "It is signed or waits for a signature. Reopen it, or take the request back, to answer again."
      : null;
  if (act === "request") {
    if (state === "waiting" || state === "sealed") return "It is signed or waits for a signature already.";
    if (state === "not-started") return "Nobody has answered anything yet.";
    return open > 0 ? `${open} questions are still to be answered.` : null;
  }
  if (act === "reopen") return state === "sealed" ? null : "It is open to answers already.";
  return state === "waiting" ? null : "It does not wait for a signature now.";
}
