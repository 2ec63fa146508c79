import "server-only";
import { signingRights } from "@/lib/domain/decisions/rules";
import { acceptanceKind, whyNotAcceptable } from "@/lib/domain/threat-models/acceptance/rules";
import { threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { may } from "@/lib/platform/access/actor";
import type { Decision, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** The request that waits for a signature on a threat, and the acceptance in force, as far as there are any. */
interface Live {
  pending: Decision | null;
  inForce: Decision | null;
}

/** Returns the live decisions on the acceptance of these threats, in one question. */
export async function liveAcceptances(
  { tx }: Pick<Context, "tx">,
  ids: readonly string[],
): Promise<(id: string) => Live> {
  const found = await tx.decision.findMany({
    where: { kind: acceptanceKind, subjectId: { in: [...ids] }, state: { in: ["requested", "granted"] } },
  });
  return (id) => {
    const of = (state: string) => found.find((one) => one.subjectId === id && one.state === state) ?? null;
    return { pending: of("requested"), inForce: of("granted") };
  };
}

/** Returns who is in the live decisions on threats, by id. */
export function peopleIn({ pending, inForce }: Live): string[] {
  return [pending, inForce].flatMap((one) =>
    one ? [one.requestedById, ...(one.signerId ? [one.signerId] : [])] : [],
  );
}

/** Returns the request that waits and the acceptance in force as screens and paper show them. */
export function shownAcceptance({ pending, inForce }: Live, nameOf: (id: string) => string | null) {
  return {
    asked: pending && {
      by: nameOf(pending.requestedById),
      on: pending.requestedAt.toISOString(),
      until: dayText(pending.until),
      reason: pending.reason,
    },
    accepted: inForce && {
      askedBy: nameOf(inForce.requestedById),
      by: inForce.signerId && nameOf(inForce.signerId),
      on: inForce.signedAt?.toISOString() ?? null,
      until: dayText(inForce.until),
    },
  };
}

/** Returns what the actor can do about the acceptance of a threat, and why not what they may but cannot do now. */
export function acceptanceRights(
  { actor }: Pick<Context, "actor">,
  { unitId }: StoredThreatModel,
  { state }: Threat,
  { pending, inForce }: Live,
) {
  const [write, decide] = [may(actor, threatModelsWrite, unitId), may(actor, threatModelsDecide, unitId)];
  const { notNow, ...signing } = signingRights(actor.personId, pending, decide);
  return {
    can: {
      ...signing,
      ask: write && pending === null && whyNotAcceptable(state) === null,
      end: decide && inForce !== null,
    },
    notNow,
  };
}
