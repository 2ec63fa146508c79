import "server-only";
import * as z from "zod";
import { heldFactors, waysOf } from "@/lib/domain/organization/factors/held";
import { peopleEdit, peopleReset } from "@/lib/domain/organization/people/access";
import { findPerson } from "@/lib/domain/organization/people/queries";
import { assertHoldsAllRolesOf, holdsAllRolesOf } from "@/lib/domain/organization/people/reach";
import { endSessions } from "@/lib/domain/organization/sessions/save-password";
import { may } from "@/lib/platform/access/actor";
import { unchanged } from "@/lib/platform/audit/change";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { command, query } from "@/lib/platform/operation/operation";

// How other people come in, for whoever keeps their accounts.

const one = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** How somebody comes in: how many second factors and open sessions they have, and what may be ended. */
export const getEntry = query({
  name: "people.getEntry",
  summary: "How somebody comes in",
  permission: peopleEdit,
  secrets: true,
  input: one,
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const { unitId } = await findPerson(context, id);
    const { authenticatorApps, passkeys, recoveryCodesLeft } = await heldFactors(tx, id);
    const sessions = await tx.session.count({
      where: { personId: id, revokedAt: null, expiresAt: { gt: now } },
    });
    const identities = await tx.identity.count({ where: { personId: id } });
    const all = await holdsAllRolesOf(context, id, context.units);
    const others = all && actor.personId !== id;
    const some = authenticatorApps.length + passkeys.length > 0;
    return {
      ...{
        authenticatorApps: authenticatorApps.length,
        passkeys: passkeys.length,
        recoveryCodesLeft,
        sessions,
        identities,
      },
      can: {
        endSessions: others && sessions > 0,
        removeFactors: others && some && may(actor, peopleReset, unitId),
      },
    };
  },
});

/** Ends every session of somebody, from their next request on. */
export const endSessionsOf = command({
  name: "people.endSessions",
  summary: "End all sessions of somebody",
  permission: peopleEdit,
  secrets: true,
  input: one,
  output: z.strictObject({ id: z.uuid(), ended: z.int() }),
  run: async (context, { id }) => {
    const { unitId } = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    const ended = await endSessions(context.tx, id, context.now);
    if (ended === 0) return unchanged({ id, ended });
    const subject = { type: "people", id, unitId };
    return { result: { id, ended }, change: { subject, before: null, after: { sessionsEnded: ended } } };
  },
});

/** Removes the second factors of somebody who lost them; their sessions end, and they are told. */
export const removeFactorsOf = command({
  name: "people.removeFactors",
  summary: "Remove the second factors of somebody who lost them",
  permission: peopleReset,
  secrets: true,
  stepUp: true,
  input: one,
  output: one,
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    if (actor.personId === id)
      throw new Forbidden("Change your own second factors under your account, or ask another administrator.");
    const { unitId } = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    const before = await heldFactors(tx, id);
    if (waysOf(before).length === 0 && before.recoveryCodesLeft === 0) return unchanged({ id });
    const where = { where: { personId: id } };
    await tx.authenticator.deleteMany(where);
    await tx.passkey.deleteMany(where);
    await tx.recoveryCode.deleteMany(where);
    const sessionsEnded = await endSessions(tx, id, now);
    const after = { ...(await heldFactors(tx, id)), sessionsEnded };
    const subject = { type: "people", id, unitId };
    return { result: { id }, change: { subject, before, after, action: "people.removeSecondFactors" } };
  },
});
