import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { webhooksKeep } from "@/lib/domain/webhooks/access";
import { webhookChange } from "@/lib/domain/webhooks/change";
import { findWebhook, type StoredWebhook } from "@/lib/domain/webhooks/queries/find";
import { freshSecret, webhookFields, webhookRecord } from "@/lib/domain/webhooks/schema";
import { newWebhookSecret, secretOf } from "@/lib/domain/webhooks/signature";
import { authorOf, may } from "@/lib/platform/access/actor";
import { seal } from "@/lib/platform/crypto/sealed";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, type FieldProblem, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { AddressRefused, outboundRules, readAddress } from "@/lib/platform/http/outbound-rules";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

const { unitId: _unit, ...changeable } = webhookFields;
const shownOnce = "(shown once)";

/** Makes a webhook that tells of what happens from now on. Its secret is answered once; it is stored sealed. */
export const createWebhook = command({
  name: "webhooks.create",
  summary: "Make a webhook",
  permission: webhooksKeep,
  stepUp: true,
  input: createInput(webhookFields),
  output: freshSecret,
  withoutSecret: (result: z.infer<typeof freshSecret>) => ({ ...result, secret: shownOnce }),
  run: async (context, { name, unitId, url, events }) => {
    const problems = [...(await unitProblems(context, unitId)), ...problemsOf({ url, events })];
    if (problems.length > 0) throw new Invalid(problems);
    const [id, secret, by] = [v7(), newWebhookSecret(), authorOf(context.actor)];
    const after = await context.tx.webhook.create({
      data: {
        ...{ id, name, unitId, url, events, keeperId: by, createdById: by },
        secret: seal(secret, secretOf(id)),
        heardUpTo: await newestEntry(context),
      },
      omit: { secret: true },
    });
    return { result: { id, version: after.version, secret }, change: webhookChange(null, after) };
  },
});

/** Changes a webhook. Whoever does so is its keeper from then on, so that nobody is told what another may read. */
export const updateWebhook = command({
  name: "webhooks.update",
  summary: "Change a webhook",
  permission: webhooksKeep,
  stepUp: true,
  input: updateInput(changeable),
  output: webhookRecord,
  run: async (context, { id, version, ...wanted }) => {
    const before = await forChange(context, id);
    const changes = defined(wanted);
    const problems = problemsOf(changes);
    if (problems.length > 0) throw new Invalid(problems);
    const after = await write(context, before, version, { ...changes, keeperId: authorOf(context.actor) });
    return { result: { id, version: after.version }, change: webhookChange(before, after) };
  },
});

/** Gives a webhook another secret, answered once; messages are signed with it from the next on. */
export const renewWebhookSecret = command({
  name: "webhooks.renewSecret",
  summary: "Give a webhook another secret",
  permission: webhooksKeep,
  stepUp: true,
  input: z.strictObject(recordVersion),
  output: freshSecret,
  withoutSecret: (result: z.infer<typeof freshSecret>) => ({ ...result, secret: shownOnce }),
  run: async (context, { id, version }) => {
    const before = await forChange(context, id);
    const secret = newWebhookSecret();
    const keeperId = authorOf(context.actor);
    const after = await write(context, before, version, { keeperId, secret: seal(secret, secretOf(id)) });
    return { result: { id, version: after.version, secret }, change: webhookChange(before, after) };
  },
});

/** Switches a webhook on: it tells of what happens from then on, not of what it missed. */
export const switchOnWebhook = command({
  name: "webhooks.switchOn",
  summary: "Switch a webhook on",
  permission: webhooksKeep,
  stepUp: true,
  input: z.strictObject(recordVersion),
  output: webhookRecord,
  run: async (context, { id, version }) => {
    const before = await forChange(context, id);
    if (before.active) throw new Conflict("It is switched on already.");
    const problems = problemsOf(before);
    if (problems[0]) throw new Conflict(`Its address is not allowed any more. ${problems[0].message}`);
    const after = await write(context, before, version, {
      ...{ active: true, offReason: null, failingSince: null, keeperId: authorOf(context.actor) },
      heardUpTo: await newestEntry(context),
    });
    return { result: { id, version: after.version }, change: webhookChange(before, after) };
  },
});

/** Switches a webhook off: nothing is sent to it any more, also not what waits. */
export const switchOffWebhook = command({
  name: "webhooks.switchOff",
  summary: "Switch a webhook off",
  permission: webhooksKeep,
  input: z.strictObject(recordVersion),
  output: webhookRecord,
  run: async (context, { id, version }) => {
    const before = await forChange(context, id);
    if (!before.active) throw new Conflict("It is switched off already.");
    const after = await write(context, before, version, {
      active: false,
      offReason: "Switched off by hand.",
    });
    await stopWaiting(context, id);
    return { result: { id, version: after.version }, change: webhookChange(before, after) };
  },
});

/** Removes a webhook with its messages; the audit trail keeps that it was there. */
export const removeWebhook = command({
  name: "webhooks.remove",
  summary: "Remove a webhook",
  permission: webhooksKeep,
  input: z.strictObject(recordVersion),
  output: webhookRecord,
  run: async (context, { id, version }) => {
    const before = await forChange(context, id);
    const removed = await context.tx.webhook.deleteMany({ where: { id, version } });
    await assertWon(removed, () => findWebhook(context, id));
    return { result: { id, version }, change: webhookChange(before, null) };
  },
});

/** Stops what waits to be sent to a webhook that is switched off. */
export async function stopWaiting({ tx }: Pick<Context, "tx">, webhookId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { webhookId, state: { in: ["waiting", "sending"] } },
    data: { state: "stopped" },
  });
}

/** Returns the stored webhook; throws NotFound, or Forbidden for whoever may only see it. */
export async function forChange(context: Context, id: string): Promise<StoredWebhook> {
  const found = await findWebhook(context, id);
  if (!may(context.actor, webhooksKeep, found.unitId))
    throw new Forbidden("You may see this webhook but not change it. Ask its keeper.");
  return found;
}

function problemsOf({ url, events }: { url?: string; events?: readonly string[] }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (events?.length === 0) problems.push({ path: "events", message: "Choose at least one event." });
  try {
    if (url !== undefined) readAddress(url, outboundRules());
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    problems.push({ path: "url", message: error.message });
  }
  return problems;
}

// Where the audit trail ends now: it is in the order of its transactions, so that nothing before comes later. The number is no
// secret, and the entry itself may be of a unit that the actor does not see.
async function newestEntry({ tx }: Context): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ seq: bigint }[]>`select newest_audit_entry() as seq`;
  return row?.seq ?? 0n;
}

async function write(
  context: Context,
  { id }: StoredWebhook,
  version: number,
  data: Prisma.WebhookUncheckedUpdateManyInput,
): Promise<StoredWebhook> {
  const { count } = await context.tx.webhook.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count }, () => findWebhook(context, id));
  return findWebhook(context, id);
}
