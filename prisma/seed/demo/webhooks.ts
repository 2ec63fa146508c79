import "server-only";
import { sendTestEvent } from "@/lib/domain/webhooks/commands/messages";
import { createWebhook, switchOffWebhook } from "@/lib/domain/webhooks/commands/write-webhook";
import type { WebhookEvent } from "@/lib/domain/webhooks/schema";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/** Makes the webhooks of the demo, each with a test event that was never sent, since it is switched off at once: nothing leaves the demo. */
export async function loadWebhooks({ webhooks }: DemoContent): Promise<void> {
  for (const { by, unit, name, url, events } of webhooks) {
    const keeper = { ...(await demoActor(by)), confirmedAt: new Date() };
    const unitId = demoId("units", unit);
    const { id, version } = await createWebhook.execute(keeper, {
      ...{ name, url, unitId },
      events: events as WebhookEvent[],
    });
    await sendTestEvent.execute(keeper, { id });
    await switchOffWebhook.execute(keeper, { id, version });
  }
}
