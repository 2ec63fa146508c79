import "server-only";
import * as z from "zod";
import { visibleTo, webhooksKeep, webhooksRead } from "@/lib/domain/webhooks/access";
import { findWebhook } from "@/lib/domain/webhooks/queries/find";
import { webhookColumns, webhookFields, webhookRecord } from "@/lib/domain/webhooks/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { register } from "@/lib/platform/register/register";

const named = { select: { id: true, name: true } } as const;
const select = {
  ...{ id: true, name: true, url: true, events: true, active: true, offReason: true, version: true },
  ...{ failingSince: true, lastDeliveredAt: true, createdAt: true, unit: named, keeper: named },
} as const satisfies Prisma.WebhookSelect;
type Read = Prisma.WebhookGetPayload<{ select: typeof select }>;

function toRow({ failingSince, lastDeliveredAt, createdAt, ...webhook }: Read) {
  return {
    ...webhook,
    ref: "",
    failingSince: failingSince?.toISOString() ?? null,
    lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of webhooks: list, count and batches. */
export const webhookRegister = register<Prisma.WebhookWhereInput, Prisma.WebhookOrderByWithRelationInput>({
  concept: "webhooks",
  title: "Webhooks",
  columns: webhookColumns,
  permission: webhooksRead,
  sort: "name",
  visibleTo,
  search: (words) => ({
    OR: [
      { name: { contains: words, mode: "insensitive" } },
      { url: { contains: words, mode: "insensitive" } },
    ],
  }),
  fetch: async (tx, what) => (await tx.webhook.findMany({ ...what, select })).map(toRow),
  count: (tx, where) => tx.webhook.count({ where }),
});

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** One webhook, without its secret, and how many of its messages are in which state. */
export const getWebhook = query({
  name: "webhooks.get",
  summary: "One webhook, without its secret",
  permission: webhooksRead,
  input: byId,
  output: webhookRecord,
  run: async (context, { id }) => {
    const { unitId } = await findWebhook(context, id);
    const [webhook, states] = await Promise.all([
      context.tx.webhook.findUniqueOrThrow({ where: { id }, select }),
      context.tx.webhookDelivery.groupBy({ by: ["state"], where: { webhookId: id }, _count: true }),
    ]);
    return {
      ...toRow(webhook),
      unitId,
      messages: states.map(({ state, _count: count }) => ({ state, count })),
      can: { keep: may(context.actor, webhooksKeep, unitId) },
    };
  },
});

/** What happened to a webhook. */
export const getWebhookHistory = query({
  name: "webhooks.history",
  summary: "The audit entries of a webhook",
  permission: webhooksRead,
  input: byId,
  run: async (context, { id }) => {
    await findWebhook(context, id);
    return { entries: await recordHistory(context, "webhooks", id, webhookFields) };
  },
});

/** Webhooks to filter messages by; at most 50, by name. */
export const chooseWebhooks = query({
  name: "webhooks.choices",
  summary: "Webhooks to choose from",
  permission: webhooksRead,
  input: z.strictObject({ q: z.string().max(200).default("") }),
  run: async (context, { q }) => ({
    choices: await context.tx.webhook.findMany({
      where: { AND: [visibleTo(context), { name: { contains: q, mode: "insensitive" } }] },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 50,
    }),
  }),
});
