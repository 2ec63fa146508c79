import "server-only";
import { authorOf } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

/** The condition on one link that stands, in the units in which the actor may take it away. */
interface Standing {
  id: string;
  removedAt: null;
  unitId?: { in: string[] };
}

/** How links of one kind are read and written. */
interface Links<L> {
  find(where: Standing): Promise<L | null>;
  write(where: Standing, data: { removedAt: Date; removedById: string }): Promise<L[]>;
}

/**
 * Takes a link between two records away by saying when and by whom; that it was there stays known. Returns it before and after;
 * throws NotFound where there is none, none any more, or none within the actor's units.
 */
export async function takeAway<L>(
  context: Context,
  id: string,
  links: Links<L>,
): Promise<{ before: L; after: L }> {
  const { actor, now } = context;
  const where = { id, removedAt: null, ...withinUnits(context) };
  const before = await links.find(where);
  if (!before) throw new NotFound();
  const [after] = await links.write(where, { removedAt: now, removedById: authorOf(actor) });
  if (!after) throw new NotFound();
  return { before, after };
}
