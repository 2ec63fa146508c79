import "server-only";
import * as z from "zod";
import { visibleTo, webhooksKeep } from "@/lib/domain/webhooks/access";
import { forChange } from "@/lib/domain/webhooks/commands/write-webhook";
import type { StoredWebhook } from "@/lib/domain/webhooks/queries/find";
import { deliveryRef, testEvent } from "@/lib/domain/webhooks/schema";
import type { Change } from "@/lib/platform/audit/change";
import { Conflict, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });
const answered = z.strictObject({ id: z.uuid() });

/** Sends a message to a webhook that tells of nothing, by which its receiver is tried out; within a minute. */
export const sendTestEvent = command({
  name: "webhooks.sendTest",
  summary: "Send a test event to a webhook",
  permission: webhooksKeep,
  input: byId,
  output: answered,
  run: async (context, { id: webhookId }) => {
    const webhook = await forChange(context, webhookId);
    assertOn(webhook);
    const { id, number } = await context.tx.webhookDelivery.create({
      data: {
        ...{ webhookId, unitId: webhook.unitId, event: testEvent, action: "webhooks.sendTest" },
        ...{ subjectType: "webhooks", subjectId: webhookId, recordType: "webhooks", recordId: webhookId },
        ...{ happenedAt: context.now, dueAt: context.now, passed: true },
      },
    });
    return { result: { id }, change: messageChange(webhook, number, null) };
  },
});

/** Sends a message again under the same id, so that its receiver can tell; within a minute. */
export const sendAgain = command({
  name: "webhook-deliveries.sendAgain",
  summary: "Send a message to a webhook again",
  permission: webhooksKeep,
  input: byId,
  output: answered,
  run: async (context, { id }) => {
    const found = await context.tx.webhookDelivery.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
    });
    if (!found) throw new NotFound();
    const webhook = await forChange(context, found.webhookId);
    assertOn(webhook);
    const { count } = await context.tx.webhookDelivery.updateMany({
      where: { id, state: { notIn: ["waiting", "sending"] } },
      // Not in its place any more, so that nothing waits for it.
      data: { state: "waiting", tries: 0, dueAt: context.now, passed: true },
    });
    if (count === 0) throw new Conflict("It is waiting to be sent already.");
    return { result: { id }, change: messageChange(webhook, found.number, found.state) };
  },
});

function assertOn({ active, name }: StoredWebhook): void {
  if (!active) throw new Conflict(`${name} is switched off. Switch it on first.`);
}

function messageChange({ id, unitId }: StoredWebhook, number: number, was: string | null): Change {
  return {
    subject: { type: "webhooks", id, unitId },
    before: was === null ? null : { message: deliveryRef(number), state: was },
    after: { message: deliveryRef(number), state: "waiting" },
  };
}
