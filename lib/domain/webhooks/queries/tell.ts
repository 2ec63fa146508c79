import "server-only";
import * as z from "zod";
import { webhooksKeep } from "@/lib/domain/webhooks/access";
import { may } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { findRecords, foundKinds, hrefOf } from "@/lib/platform/registry/contributions";
import { settings } from "@/lib/platform/settings/settings";

/** The record that a message is about, as its keeper may read it now; null where they may not. Throws Forbidden when they may keep no webhook in its unit any more. */
export const tellRecord = query({
  name: "webhooks.tell",
  summary: "The record that a message to a webhook is about",
  permission: webhooksKeep,
  input: z.strictObject({ unitId: z.uuid(), type: z.string(), id: z.uuid().nullable() }),
  run: async (context, { unitId, type, id }) => {
    if (!may(context.actor, webhooksKeep, unitId)) throw new Forbidden();
    const found = id === null ? undefined : await findIn(context, type, id);
    if (!found) return null;
    const unit = await context.tx.unit.findFirst({
      where: { id: found.unitId },
      select: { id: true, name: true },
    });
    const home = settings().PUBLIC_URL.replace(/\/$/, "");
    return {
      unit,
      record: { type, id: found.id, ref: found.ref, link: `${home}${hrefOf(found.kind, found)}` },
    };
  },
});

// What tasks may be about, and what a search finds beside it.
async function findIn(context: Context, subjectType: string, subjectId: string) {
  const keys = [{ subjectType, subjectId }];
  for (const records of [await findRecords(context, keys), await findRecords(context, keys, foundKinds())]) {
    const found = records.get(subjectId);
    if (found) return found;
  }
  return undefined;
}
