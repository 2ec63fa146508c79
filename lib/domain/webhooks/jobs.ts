import "server-only";
import { activeWebhooks, hearTrail } from "@/lib/domain/webhooks/commands/hear-trail";
import { sendNext } from "@/lib/domain/webhooks/send";
import type { Actor } from "@/lib/platform/access/actor";
import type { Job, Progress } from "@/lib/platform/jobs/job";

/** Milliseconds after which one run begins no further message: other work of the minute waits behind it. */
const turn = 20_000;
/** Webhooks that are served at the same time: one that is slow holds up few. */
const atOnce = 8;

/** Every minute: tells webhooks of what happened since, each in its order. */
export const deliverMessages: Job = {
  name: "webhooks.deliver",
  schedule: "* * * * *",
  async run(actor, _input, progress) {
    const waiting = await activeWebhooks.execute(actor, {});
    const until = Date.now() + turn;
    let sent = 0;
    const serve = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        sent += await serveOne(actor, next.id, until, progress);
    };
    await Promise.all(Array.from({ length: atOnce }, serve));
    return { sent };
  },
};

async function serveOne(actor: Actor, id: string, until: number, progress: Progress): Promise<number> {
  let sent = 0;
  while ((await hearTrail.execute(actor, { id })).more) await progress.report(sent, 0);
  while (Date.now() < until && (await sendNext(actor, id))) {
    sent += 1;
    await progress.report(sent, 0);
  }
  return sent;
}
