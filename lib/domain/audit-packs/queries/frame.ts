import "server-only";
import * as z from "zod";
import { packsRead } from "@/lib/domain/audit-packs/access";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { riskReport } from "@/lib/domain/risks/report";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { cellWords } from "@/lib/platform/register/export";
import { letterhead } from "@/lib/platform/report/letterhead";

const ids = z.array(z.uuid());

/** What every part of a pack needs: whose it is, its units and systems, the parts they use, and the words of the day. */
export const packFrame = query({
  name: "audit-packs.frame",
  summary: "What an audit pack is about",
  permission: packsRead,
  input: z.strictObject({ unitId: z.uuid(), systemIds: ids }),
  timeoutMs: 120_000,
  run: async (context, { unitId, systemIds }) => {
    const { tx, actor, now } = context;
    const unit = await tx.unit.findUnique({ where: { id: unitId }, select: { name: true, path: true } });
    if (!unit || !context.units.includes(unitId)) throw new NotFound();
    const units = await tx.unit.findMany({
      where: { path: { startsWith: unit.path } },
      select: { id: true },
    });
    const within = {
      unitId: { in: units.map(({ id }) => id) },
      ...(systemIds.length > 0 ? { id: { in: systemIds } } : {}),
    };
    const systems = await tx.system.findMany({
      where: { AND: [within, visibleSystems(actor)] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    });
    const parts = await tx.$queryRaw<{ id: string }[]>`
      select id from parts_of_systems(${systems.map(({ id }) => id)}::uuid[]) as r(id)`;
    return {
      ...(await letterhead(tx)),
      now,
      unit: { id: unitId, name: unit.name, path: unit.path },
      unitIds: units.map(({ id }) => id),
      systems,
      partIds: parts.map(({ id }) => id),
      ground: await groundOf(context),
      words: await cellWords(context, undefined),
      riskWords: await cellWords(context, riskReport),
    };
  },
});

export type PackFrame = Awaited<ReturnType<typeof packFrame.execute>>;
