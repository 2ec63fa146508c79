import "server-only";
import * as z from "zod";
import {
  assertEnd,
  decisionAnswer,
  endReplaced,
  grantDecision,
  refuseDecision,
  type Written,
} from "@/lib/domain/decisions/commands";
import { decisionRecord } from "@/lib/domain/decisions/schema";
import { risksAccept } from "@/lib/domain/risks/access";
import { acceptanceFields, refusalFields } from "@/lib/domain/risks/acts/schema";
import { riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import {
  acceptancesOf,
  assertCan,
  findRisk,
  readRisk,
  type StoredRisk,
  situationOf,
} from "@/lib/domain/risks/queries/risk";
import { aboveAppetite, riskRef } from "@/lib/domain/risks/rules";
import { riskSnapshot } from "@/lib/domain/risks/snapshot";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { type Actor, roleIn } from "@/lib/platform/access/actor";
import type { Decision } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText, storedDay } from "@/lib/platform/time/day";

const which = {
  id: recordVersion.id,
  decisionId: z.uuid({ error: "Is not the id of a decision." }).optional(),
};

/**
 * Accepts a risk until a day. The signer is never the one who asked, holds the role the method names where the score is
 * above appetite, and signs exactly the version they saw; the decision keeps it with its digest.
 */
export const acceptRisk = command({
  name: "risks.accept",
  summary: "Accept a risk",
  permission: risksAccept,
  input: z.strictObject({
    ...which,
    version: recordVersion.version,
    ...acceptanceFields,
    until: acceptanceFields.until.default(null),
  }),
  output: decisionRecord,
  run: async (context, { id, version, decisionId, reason, until }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    const { pending, inForce } = await acceptancesOf(context, id);
    assertCan("accept", context.actor, before.unitId, situationOf(context.actor, before, pending, ground));
    const request = asked(pending, decisionId);
    const end = endOf(request, until, ground);
    const after = await writeRisk(context, before, version, {
      status: "accepted",
      acceptedUntil: storedDay(end),
    });
    const replaced = await endReplaced(context, inForce, "acceptance");
    const { conditions, requestedById, reason: why } = request;
    const snapshot = riskSnapshot(await readRisk(context, id), ground, {
      by: requestedById,
      reason: why,
      conditions,
      until: end,
    });
    const role = roleOf(context.actor, before, ground);
    const granted = await grantDecision(context, request, { role, reason, until: end, snapshot });
    await tell(context, before, granted, `${riskRef(before.number)} is accepted until ${end}`);
    return {
      result: decisionAnswer(granted.decision),
      changes: [riskChange(before, after), granted.change, ...replaced],
    };
  },
});

/** Refuses to accept a risk, with the reason; the risk stays as it is. */
export const refuseRisk = command({
  name: "risks.refuse",
  summary: "Refuse to accept a risk",
  permission: risksAccept,
  input: z.strictObject({ ...which, ...refusalFields }),
  output: decisionRecord,
  run: async (context, { id, decisionId, reason }) => {
    const risk = await findRisk(context, id);
    const ground = await groundOf(context);
    const { pending } = await acceptancesOf(context, id);
    assertCan("refuse", context.actor, risk.unitId, situationOf(context.actor, risk, pending, ground));
    const request = asked(pending, decisionId);
    const refused = await refuseDecision(context, request, roleOf(context.actor, risk, ground), reason);
    await tell(context, risk, refused, `The acceptance of ${riskRef(risk.number)} is refused: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

function asked(pending: Decision | null, decisionId: string | undefined): Decision {
  if (pending && (decisionId === undefined || decisionId === pending.id)) return pending;
  throw new Conflict("This request was answered or withdrawn meanwhile. Open the risk again.");
}

function endOf({ until }: Decision, wanted: string | null, { today }: Ground): string {
  const end = wanted ?? dayText(until) ?? today;
  assertEnd(end, today);
  return end;
}

/** Returns the role in which somebody signs: the one that above appetite alone may, else the first that may. */
function roleOf(actor: Actor, { category, currentScore, unitId }: StoredRisk, { method }: Ground): string {
  if (aboveAppetite(currentScore, category, method)) return method.aboveAppetiteRole;
  return roleIn(actor, risksAccept, unitId);
}

async function tell(context: Context, risk: StoredRisk, { decision }: Written, title: string): Promise<void> {
  const personIds = [risk.ownerId, decision.requestedById];
  await notify(context, { title, subjectType: "risks", subjectId: risk.id, personIds });
}
