import "server-only";
import * as z from "zod";
import { unitsWithAndAbove } from "@/lib/domain/organization/units/access";
import { viewsShare, viewsUse } from "@/lib/domain/views/access";
import { viewPlace } from "@/lib/domain/views/schema";
import { may, unitsWith } from "@/lib/platform/access/actor";
import type { Prisma, SavedView } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** Returns the condition on views this actor may see: their own, and those shared in their units or above. */
async function visibleTo(context: Context): Promise<Prisma.SavedViewWhereInput> {
  const { actor } = context;
  if (actor.kind === "system") return {};
  const { above } = await unitsWithAndAbove(context, viewsUse);
  const own = actor.personId === null ? [] : [{ createdById: actor.personId }];
  return { OR: [...own, { shared: true, unitId: { in: above } }] };
}

/** Returns a stored view within the actor's scope; throws NotFound. */
export async function findView(context: Context, id: string): Promise<SavedView> {
  const view = await context.tx.savedView.findFirst({ where: { AND: [{ id }, await visibleTo(context)] } });
  if (!view) throw new NotFound();
  return view;
}

/** The views of a register that the one who asks may use, in the order of their tabs: as they put them, then their own, then the shared ones. */
export const listViews = query({
  name: "views.list",
  summary: "My views of a register, and those that are shared",
  permission: viewsUse,
  input: z.strictObject({ concept: viewPlace.concept }),
  run: async (context, { concept }) => {
    const views = await context.tx.savedView.findMany({
      where: { AND: [{ concept }, await visibleTo(context)] },
      orderBy: [{ shared: "asc" }, { name: "asc" }, { id: "asc" }],
      take: 200,
    });
    const at = await ownOrder(context, concept);
    const place = ({ id }: SavedView) => at.get(id) ?? at.size;
    return {
      rows: views
        .toSorted((a, b) => place(a) - place(b))
        .map(({ id, name, query: asked, shared, version, createdById, unitId }) => ({
          id,
          name,
          query: asked,
          shared,
          version,
          can: {
            edit: shared ? may(context.actor, viewsShare, unitId) : createdById === context.actor.personId,
          },
        })),
      can: { share: unitsWith(context.actor, viewsShare).length > 0 },
    };
  },
});

// Each person puts the tabs in an order of their own, kept with their other choices.
async function ownOrder({ tx, actor }: Context, concept: string): Promise<Map<string, number>> {
  if (actor.personId === null) return new Map();
  const kept = await tx.preference.findUnique({
    where: { personId_key: { personId: actor.personId, key: `views.${concept}` } },
    select: { value: true },
  });
  const ids = z.array(z.uuid()).catch([]).parse(kept?.value);
  return new Map(ids.map((id, index) => [id, index]));
}
