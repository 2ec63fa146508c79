import "server-only";
import * as z from "zod";
import { packsRead, visibleTo } from "@/lib/domain/audit-packs/access";
import { packHistory } from "@/lib/domain/audit-packs/schema";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

/** What happened to one audit pack, newest first: built, taken, and read by whom from outside. */
export const packHistoryOf = query({
  name: "audit-packs.history",
  summary: "What happened to an audit pack, newest first",
  permission: packsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    if ((await context.tx.auditPack.count({ where: { AND: [{ id }, visibleTo(context)] } })) === 0)
      throw new NotFound();
    return { entries: await recordHistory(context, "audit-packs", id, packHistory) };
  },
});
