import "server-only";
import * as z from "zod";
import { viewsShare, viewsUse } from "@/lib/domain/views/access";
import { viewPlace } from "@/lib/domain/views/schema";
import { may, unitsWith } from "@/lib/platform/access/actor";
import type { Prisma, SavedView } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** Returns the condition on views this actor may see: their own, and those shared in their units or above. */
async function visibleTo({ tx, actor }: Context): Promise<Prisma.SavedViewWhereInput> {
  if (actor.kind === "system") return {};
  const units = await tx.unit.findMany({
    where: { id: { in: [...unitsWith(actor, viewsUse)] } },
    select: { path: true },
  });
  const above = [...new Set(units.flatMap(({ path }) => path.split("/").filter((step) => step !== "")))];
  const own = actor.personId === null ? [] : [{ createdById: actor.personId }];
  return { OR: [...own, { shared: true, unitId: { in: above } }] };
}

/** Returns a stored view within the actor's scope; throws NotFound. */
export async function findView(context: Context, id: string): Promise<SavedView> {
  const view = await context.tx.savedView.findFirst({ where: { AND: [{ id }, await visibleTo(context)] } });
  if (!view) throw new NotFound();
  return view;
}

/** The views of a register that the one who asks may use: their own first, then the shared ones. */
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
    return {
      rows: views.map(({ id, name, query: asked, shared, version, createdById, unitId }) => ({
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
