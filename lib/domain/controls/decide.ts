import "server-only";
import { controlsApprove } from "@/lib/domain/controls/access";
import { notify, peopleWithRole } from "@/lib/domain/tasks/commands/notify";
import type { Actor } from "@/lib/platform/access/actor";
import type { Decision } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns the request that this person may sign; throws Conflict where none waits and Forbidden for whoever had a part in it. */
export function signable(actor: Actor, pending: Decision | null): Decision {
  if (!pending) throw new Conflict("Nothing waits for a signature here. Open the record again.");
  if (actor.personId === null || pending.authorIds.includes(actor.personId))
    throw new Forbidden("You asked for it yourself. Another person signs.");
  return pending;
}

interface Asked {
  title: string;
  subjectType: string;
  subjectId: string;
  unitId: string;
}

/** Tells everybody who may sign in that unit that something waits for them, but for those who had a part in it. */
export async function askToSign(context: Context, asked: Asked, { authorIds }: Decision): Promise<void> {
  const { unitId, ...notice } = asked;
  const signers = await peopleWithRole(context.tx, controlsApprove.roles, unitId);
  await notify(context, { ...notice, personIds: signers.filter((id) => !authorIds.includes(id)) });
}
