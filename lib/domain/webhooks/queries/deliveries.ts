import "server-only";
import * as z from "zod";
import { visibleTo, webhooksKeep, webhooksRead } from "@/lib/domain/webhooks/access";
import { deliveryColumns, deliveryRef } from "@/lib/domain/webhooks/schema";
import { may } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const named = { select: { id: true, name: true } } as const;
const select = {
  ...{ id: true, number: true, event: true, state: true, tries: true, status: true, problem: true },
  ...{ action: true, happenedAt: true, dueAt: true, webhook: { select: { ...named.select, unit: named } } },
} as const satisfies Prisma.WebhookDeliverySelect;
type Read = Prisma.WebhookDeliveryGetPayload<{ select: typeof select }>;

function toRow({ happenedAt, dueAt, webhook: { unit, ...webhook }, ...delivery }: Read) {
  return {
    ...{ ...delivery, webhook, unit, version: 1, ref: deliveryRef(delivery.number) },
    happenedAt: happenedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of messages to webhooks: list, count and batches. */
export const deliveryRegister = register<
  Prisma.WebhookDeliveryWhereInput,
  Prisma.WebhookDeliveryOrderByWithRelationInput
>({
  concept: "webhook-deliveries",
  title: "Messages to webhooks",
  columns: deliveryColumns,
  permission: webhooksRead,
  sort: "-happenedAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { webhook: { name: { contains: words, mode: "insensitive" } } },
      { problem: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "WM") ?? [] } },
    ],
  }),
  fetch: async (tx, what) => (await tx.webhookDelivery.findMany({ ...what, select })).map(toRow),
  count: (tx, where) => tx.webhookDelivery.count({ where }),
});

/** One message to a webhook, with what came of each try. */
export const getDelivery = query({
  name: "webhook-deliveries.get",
  summary: "One message to a webhook, with what came of each try",
  permission: webhooksRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const found = await context.tx.webhookDelivery.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      select: {
        ...select,
        unitId: true,
        attempts: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 100 },
      },
    });
    if (!found) throw new NotFound();
    const { attempts, unitId, ...delivery } = found;
    return {
      ...toRow(delivery),
      attempts: attempts.map(({ number, status, durationMs, answer, problem, createdAt, id: key }) => ({
        ...{ id: key, number, status, durationMs, answer, problem },
        at: createdAt.toISOString(),
      })),
      can: { send: may(context.actor, webhooksKeep, unitId) },
    };
  },
});
