import "server-only";
import * as z from "zod";
import { packsBuild, visibleTo } from "@/lib/domain/audit-packs/access";
import type { PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** What a pack was asked to hold, and since when; for the job that builds it. */
export const getAsked = query({
  name: "audit-packs.asked",
  summary: "What an audit pack was asked to hold",
  permission: packsBuild,
  input: z.strictObject({ id: z.uuid() }),
  run: async (context, { id }) => {
    const pack = await context.tx.auditPack.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      omit: { contents: true },
    });
    if (!pack) throw new NotFound();
    const { title, recipient, unitId, systemIds, frameworks, leftOut, added, periodFrom, asOf } = pack;
    const asked: PackAsked = {
      ...{ title, recipient, unitId, systemIds, frameworks, leftOut, added },
      periodFrom: dayText(periodFrom) ?? "",
      asOf: dayText(asOf) ?? "",
    };
    return { id, number: pack.number, createdAt: pack.createdAt, built: pack.builtAt !== null, asked };
  },
});
