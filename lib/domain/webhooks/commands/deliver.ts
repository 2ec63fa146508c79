import "server-only";
import * as z from "zod";
import { notify, peopleWithRole } from "@/lib/domain/tasks/commands/notify";
import { webhookChange } from "@/lib/domain/webhooks/change";
import { lockWebhook } from "@/lib/domain/webhooks/commands/hear-trail";
import { stopWaiting } from "@/lib/domain/webhooks/commands/write-webhook";
import { findWebhook, type StoredWebhook } from "@/lib/domain/webhooks/queries/find";
import { excerptOf, failsTooLong, lostAfter, nextTry, refusesMessage } from "@/lib/domain/webhooks/rules";
import { type Change, unchanged } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command } from "@/lib/platform/operation/operation";

const unsent = ["waiting", "sending"];

/**
 * Takes the message of a webhook that is next, so that no other process sends it too: the oldest one, behind which later ones
 * wait, or else one that its receiver refused or that was asked for again. Null when none is due. Only the system does this.
 */
export const takeMessage = command({
  name: "webhooks.take",
  summary: "Take the next message of a webhook",
  permission: jobsOwn,
  systemOnly: "Messages to webhooks are sent by themselves.",
  input: z.strictObject({ id: z.uuid() }),
  run: async (context, { id: webhookId }) => {
    const { tx, now } = context;
    await lockWebhook(context, webhookId);
    const webhook = await tx.webhook.findFirst({ where: { id: webhookId, active: true } });
    const since = { gt: new Date(now.getTime() - lostAfter) };
    const sent = await tx.webhookDelivery.count({ where: { webhookId, state: "sending", dueAt: since } });
    if (!webhook || sent > 0) return unchanged(null);
    const inOrder = { orderBy: { number: "asc" } } as const;
    const ours = { webhookId, state: { in: unsent } };
    const first = await tx.webhookDelivery.findFirst({ where: { ...ours, passed: false }, ...inOrder });
    const next =
      first && first.dueAt <= now
        ? first
        : await tx.webhookDelivery.findFirst({
            where: { ...ours, passed: true, dueAt: { lte: now } },
            ...inOrder,
          });
    if (!next) return unchanged(null);
    // When it was taken stands where it was due: whoever ends before it is noted has lost it after a while.
    const data = { state: "sending", tries: { increment: 1 }, dueAt: now };
    const message = await tx.webhookDelivery.update({ where: { id: next.id }, data });
    const { url, secret, keeperId, unitId } = webhook;
    return unchanged({ message, webhook: { id: webhookId, url, secret, keeperId, unitId } });
  },
});

const outcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("sent"),
    status: z.int().nullable(),
    problem: z.string().nullable(),
    answer: z.string(),
    durationMs: z.int(),
  }),
  /** Its keeper may not read the record. */
  z.strictObject({ kind: z.literal("withheld") }),
  /** Its keeper may keep no webhook any more. */
  z.strictObject({ kind: z.literal("no-keeper") }),
]);

/** Notes what came of a message that was taken; only the system does this. */
export const noteMessage = command({
  name: "webhooks.note",
  summary: "Note what came of a message to a webhook",
  permission: jobsOwn,
  systemOnly: "Messages to webhooks are sent by themselves.",
  input: z.strictObject({ id: z.uuid(), tries: z.int(), outcome }),
  run: async (context, { id, tries, outcome: came }) => {
    const { tx } = context;
    const taken = await tx.webhookDelivery.findFirst({ where: { id, tries, state: "sending" } });
    if (!taken) return unchanged({ state: "elsewhere" });
    await lockWebhook(context, taken.webhookId);
    if (came.kind === "no-keeper") {
      const reason = "Its keeper may not keep webhooks here any more. Whoever switches it on is its keeper.";
      return { result: { state: "stopped" }, changes: await switchOff(context, taken.webhookId, reason) };
    }
    if (came.kind === "withheld") {
      const problem = "The keeper of the webhook may not read the record, or it is gone.";
      await tx.webhookDelivery.update({ where: { id }, data: { state: "withheld", problem, status: null } });
      return unchanged({ state: "withheld" });
    }
    const { status, problem, durationMs } = came;
    await tx.webhookAttempt.create({
      data: {
        ...{ deliveryId: id, unitId: taken.unitId, number: tries, status, durationMs, problem },
        answer: excerptOf(came.answer),
      },
    });
    return status !== null && status >= 200 && status < 300
      ? noteTaken(context, taken.id, taken.webhookId, status)
      : noteFailed(context, taken, status, problem ?? `It answered with ${status}.`);
  },
});

async function noteTaken({ tx, now }: Context, id: string, webhookId: string, status: number) {
  await tx.webhookDelivery.update({ where: { id }, data: { state: "delivered", status, problem: null } });
  await tx.webhook.update({ where: { id: webhookId }, data: { failingSince: null, lastDeliveredAt: now } });
  return unchanged({ state: "delivered" });
}

async function noteFailed(
  context: Context,
  { id, tries, webhookId, passed }: { id: string; tries: number; webhookId: string; passed: boolean },
  status: number | null,
  problem: string,
) {
  const { tx, now } = context;
  const again = nextTry(tries, now);
  const state = again ? "waiting" : "given-up";
  const dueAt = again ?? now;
  await tx.webhookDelivery.update({
    where: { id },
    data: { state, status, problem: problem.slice(0, 500), dueAt, passed: passed || refusesMessage(status) },
  });
  const { failingSince } = await findWebhook(context, webhookId);
  if (failingSince === null)
    await tx.webhook.update({ where: { id: webhookId }, data: { failingSince: now } });
  if (failingSince === null || !failsTooLong(failingSince, now)) return unchanged({ state });
  const reason = `Nothing got through for three days. The last problem: ${problem}`.slice(0, 500);
  return { result: { state: "stopped" }, changes: await switchOff(context, webhookId, reason) };
}

// Its keeper is told, and so is whoever could be the next one.
async function switchOff(context: Context, id: string, offReason: string): Promise<Change[]> {
  const before = await findWebhook(context, id);
  if (!before.active) return [];
  const after: StoredWebhook = await context.tx.webhook.update({
    where: { id },
    data: { active: false, offReason, version: { increment: 1 } },
    omit: { secret: true },
  });
  await stopWaiting(context, id);
  const administrators = await peopleWithRole(context.tx, ["administrator"], before.unitId);
  await notify(context, {
    ...{ subjectType: "webhooks", subjectId: id },
    title: `The webhook ${before.name} was switched off. ${offReason}`,
    personIds: [before.keeperId, ...administrators],
  });
  return [{ ...webhookChange(before, after), action: "webhooks.switchOff" }];
}
