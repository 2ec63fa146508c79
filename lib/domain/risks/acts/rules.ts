import type { RiskMethod } from "@/lib/domain/risks/method";
import { aboveAppetite, appetiteOf, categoryLabel } from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import { roles } from "@/lib/platform/access/role";

/** What decides which acts are possible on a risk now, and by this person. */
export interface Situation {
  status: RiskStatus;
  currentScore: number;
  category: string;
  /** The request for acceptance that waits. */
  pending: { requestedById: string; authorIds: readonly string[] } | null;
  /** Who wants to act; null for the system. */
  personId: string | null;
  /** Whether they hold the role that alone may accept above appetite. */
  holdsAboveAppetiteRole: boolean;
  method: Pick<RiskMethod, "categories" | "aboveAppetiteRole">;
}

export const acts = [
  "edit",
  "score",
  "review",
  "request",
  "accept",
  "refuse",
  "withdraw",
  "close",
  "reopen",
] as const;
export type Act = (typeof acts)[number];

/** Why an act is not possible: nobody could now, or this person may not. */
export interface Obstacle {
  kind: "not-now" | "not-you";
  message: string;
}

const notNow = (message: string): Obstacle => ({ kind: "not-now", message });
const notYou = (message: string): Obstacle => ({ kind: "not-you", message });

/** Returns what stands in the way of an act by somebody who has the permission for it, or null. */
export function obstacleTo(act: Act, situation: Situation): Obstacle | null {
  const { status } = situation;
  if (act === "reopen") return status === "closed" ? null : notNow("The risk is not closed.");
  if (status === "closed") return notNow("The risk is closed. Reopen it first.");
  if (act === "request") return requestObstacle(situation);
  if (act === "accept") return signingObstacle(situation) ?? appetiteObstacle(situation);
  if (act === "refuse") return signingObstacle(situation);
  if (act === "withdraw") return withdrawalObstacle(situation);
  return null;
}

function requestObstacle({ currentScore, pending }: Situation): Obstacle | null {
  if (pending)
    return notNow("Its acceptance is asked for already. Wait for the answer, or withdraw the request.");
  return currentScore === 0
    ? notNow("The risk has no current score. Score it first: nobody can accept what is not assessed.")
    : null;
}

function signingObstacle({ pending, personId, currentScore }: Situation): Obstacle | null {
  if (!pending) return notNow("Nobody is asking for its acceptance now.");
  if (personId === null) return notYou("Only a person can sign.");
  if (pending.authorIds.includes(personId) || pending.requestedById === personId) {
    return notYou("You asked for it, or changed the risk since it was asked for. Somebody else has to sign.");
  }
  return currentScore === 0 ? notNow("The risk has no current score. Have it scored first.") : null;
}

function appetiteObstacle({
  currentScore,
  category,
  method,
  holdsAboveAppetiteRole,
}: Situation): Obstacle | null {
  if (holdsAboveAppetiteRole || !aboveAppetite(currentScore, category, method)) return null;
  const role =
    roles.find(({ value }) => value === method.aboveAppetiteRole)?.label ?? method.aboveAppetiteRole;
  const limit = `${appetiteOf(category, method)} of ${categoryLabel(category, method)}`;
  return notYou(
    `Its current score ${currentScore} is above the appetite ${limit}. Only the role ${role} may accept it.`,
  );
}

function withdrawalObstacle({ pending, personId }: Situation): Obstacle | null {
  if (!pending) return notNow("Nobody is asking for its acceptance now.");
  return pending.requestedById === personId
    ? null
    : notYou("Only the person who asked for it can withdraw the request.");
}
