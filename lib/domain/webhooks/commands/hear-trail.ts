import "server-only";
import * as z from "zod";
import { eventOf, recordOf, type TrailEntry, toldTypes } from "@/lib/domain/webhooks/rules";
import { unchanged } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command, query } from "@/lib/platform/operation/operation";

// The audit trail is the outbox: an entry is written in the transaction of its change and in the order in which transactions
// end, so that what is told is what was done, nothing is missed, and what was rolled back is never told.

/** Entries that are looked at in one transaction. */
const atOnce = 500;

/** Returns the webhooks that are switched on; only the system asks. */
export const activeWebhooks = query({
  name: "webhooks.active",
  summary: "The webhooks that are switched on",
  permission: jobsOwn,
  systemOnly: "Messages to webhooks are sent by themselves.",
  input: z.strictObject({}),
  run: async ({ tx }) => {
    return tx.webhook.findMany({ where: { active: true }, select: { id: true }, orderBy: { id: "asc" } });
  },
});

/** Makes a message of each entry of the audit trail that a webhook has not been told of; says whether there may be more. Only the system does this. */
export const hearTrail = command({
  name: "webhooks.hear",
  summary: "Make messages of what happened since",
  permission: jobsOwn,
  systemOnly: "Messages to webhooks are sent by themselves.",
  input: z.strictObject({ id: z.uuid() }),
  timeoutMs: 60_000,
  run: async (context, { id }) => {
    const { tx, now } = context;
    await lockWebhook(context, id);
    const webhook = await tx.webhook.findFirst({ where: { id, active: true }, include: { unit: true } });
    if (!webhook) return unchanged({ more: false });
    const { _max: newest } = await tx.auditEntry.aggregate({ _max: { seq: true } });
    const below = await tx.unit.findMany({
      where: { path: { startsWith: webhook.unit.path } },
      select: { id: true },
    });
    const entries = await tx.auditEntry.findMany({
      where: {
        seq: { gt: webhook.heardUpTo, lte: newest.seq ?? 0n },
        subjectType: { in: [...toldTypes] },
        unitId: { in: below.map((unit) => unit.id) },
      },
      select: { seq: true, at: true, action: true, subjectType: true, subjectId: true, text: true },
      orderBy: { seq: "asc" },
      take: atOnce,
    });
    const messages = entries.flatMap(({ seq: auditSeq, at: happenedAt, text, ...entry }) => {
      const told = { ...entry, after: (JSON.parse(text) as Pick<TrailEntry, "after">).after };
      const event = eventOf(told);
      if (event === null || !webhook.events.includes(event)) return [];
      const { type: recordType, id: recordId } = recordOf(told);
      const { unitId } = webhook;
      return [
        { ...entry, webhookId: id, unitId, event, auditSeq, recordType, recordId, happenedAt, dueAt: now },
      ];
    });
    await tx.webhookDelivery.createMany({ data: messages, skipDuplicates: true });
    const more = entries.length === atOnce;
    const heardUpTo = (more ? entries.at(-1)?.seq : newest.seq) ?? webhook.heardUpTo;
    if (heardUpTo !== webhook.heardUpTo) await tx.webhook.update({ where: { id }, data: { heardUpTo } });
    return unchanged({ more });
  },
});

/** Lets no other process work at the webhook until the transaction ends. */
export async function lockWebhook({ tx }: Pick<Context, "tx">, id: string): Promise<void> {
  await tx.$queryRaw`select 1 as locked from webhooks where id = ${id}::uuid for update`;
}
