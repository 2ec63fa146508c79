import "server-only";
import { visibleTo } from "@/lib/domain/webhooks/access";
import type { Webhook } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** A webhook without its key. */
export type StoredWebhook = Omit<Webhook, "secret">;

/** Returns the stored webhook within the actor's scope; throws NotFound. */
export async function findWebhook(context: Context, id: string): Promise<StoredWebhook> {
  const where = { AND: [{ id }, visibleTo(context)] };
  const found = await context.tx.webhook.findFirst({ where, omit: { secret: true } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these webhooks that the actor may see, as other concepts name them. */
export async function findWebhooks(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.webhook.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, name: true, unitId: true, keeperId: true },
  });
  return found.map(({ keeperId, ...one }) => ({ ...one, ref: "", ownerId: keeperId }));
}
