import "server-only";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { PublicError } from "@/lib/platform/errors/public-error";

/** Returns what the form of a new risk starts with when somebody comes from a system: the system, its unit and owner. */
export async function startFrom(actor: Actor, systemId: string | undefined): Promise<object> {
  const own = { owner: actor.personId ? { id: actor.personId, name: actor.name } : null };
  if (!systemId) return own;
  try {
    const { id, name, unit, owner } = await getSystem.execute(actor, { id: systemId });
    return { systems: [{ id, name }], unit, owner: owner ?? own.owner };
  } catch (error) {
    // A link to a system that is gone or out of reach starts an empty form.
    if (error instanceof PublicError) return own;
    throw error;
  }
}
