import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { removeOutdated } from "@/lib/domain/organization/retention/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { listNotifications } from "@/lib/domain/tasks/queries";
import { takeMessage } from "@/lib/domain/webhooks/commands/deliver";
import { hearTrail } from "@/lib/domain/webhooks/commands/hear-trail";
import { sendAgain, sendTestEvent } from "@/lib/domain/webhooks/commands/messages";
import {
  createWebhook,
  renewWebhookSecret,
  switchOffWebhook,
  switchOnWebhook,
  updateWebhook,
} from "@/lib/domain/webhooks/commands/write-webhook";
import { deliverMessages } from "@/lib/domain/webhooks/jobs";
import { deliveryRegister, getDelivery } from "@/lib/domain/webhooks/queries/deliveries";
import { getWebhook, getWebhookHistory, webhookRegister } from "@/lib/domain/webhooks/queries/webhooks";
import type { Actor } from "@/lib/platform/access/actor";
import { asOwner } from "@/tests/support/test-database";
import { minutesPass, startReceiver } from "@/tests/support/webhook-receiver";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let world: World;
let lead: Actor;
let hook: { id: string; version: number; secret: string };

beforeAll(async () => {
  receiver = await startReceiver();
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});
afterAll(() => receiver.stop());

// Each test has a webhook of its own, and nothing of the one before is on its way.
beforeEach(async () => {
  await asOwner((client) => client.query("delete from webhooks"));
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 204 });
  hook = await make();
});

const make = (more: object = {}, by = lead) =>
  createWebhook.execute(by, {
    ...{ name: "Ticketing", unitId: world.insurance, url: receiver.url, events: ["risk.changed"] },
    ...more,
  });
const deliver = () => deliverMessages.run(theSystem(), {}, { report: async () => {} });
const riskIn = (unitId: string) =>
  createRisk.execute(lead, { title: `A title, ${randomUUID()}`, category: "security", unitId });
const messages = async () => {
  const { rows } = await deliveryRegister.list.execute(lead, { webhook: hook.id, sort: "happenedAt" });
  return rows.map(({ id, state, tries, status, event }) => ({ id, state, tries, status, event }));
};
const ids = () => receiver.received.map(({ id }) => id);

describe("a webhook", () => {
  test("tells what happens in its unit and below, signed, once, and in no words that a person typed", async () => {
    const clinician = await personWith("lead", world.clinics);
    await createRisk.execute(clinician, { title: "Elsewhere", category: "security", unitId: world.clinics });
    const risk = await riskIn(world.claims);
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received;
    const { headers, body, id } = message as (typeof receiver.received)[number];
    expect(new Webhook(hook.secret).verify(body, headers as Record<string, string>)).toEqual({
      type: "risk.changed",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        action: "risks.create",
        subject: { type: "risks", id: risk.id },
        unit: { id: world.claims, name: "Claims" },
        record: {
          ...{ type: "risks", id: risk.id, ref: expect.stringMatching(/^R-\d+$/) },
          link: `http://localhost:3000/risks/${risk.id}`,
        },
      },
    });
    expect(body).not.toContain("A title");
    expect(() => new Webhook(hook.secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
    expect(await messages()).toMatchObject([{ id, state: "delivered", tries: 1, status: 204 }]);
  });

  test("is never told of what was rolled back, also while the transaction was open", async () => {
    await asOwner(async (client) => {
      await client.query("begin");
      const entry = {
        action: "risks.update",
        actorKind: "system",
        actorName: "test",
        requestId: "test",
        text: "{}",
      };
      const subject = { subjectType: "risks", subjectId: randomUUID(), unitId: world.claims };
      await client.query("select append_audit($1)", [JSON.stringify([{ ...entry, ...subject }])]);
      await deliver();
      await client.query("rollback");
    });
    await expect(
      createRisk.execute(lead, { title: "", category: "security", unitId: world.claims }),
    ).rejects.toThrow();
    await deliver();
    expect([receiver.received, await messages()]).toEqual([[], []]);
  });

  test("tells no more than its keeper may read at that moment", async () => {
    const risk = await riskIn(world.claims);
    await asOwner((client) =>
      client.query(`update risks set "unitId" = $1 where id = $2`, [world.clinics, risk.id]),
    );
    await deliver();
    expect([receiver.received, await messages()]).toMatchObject([[], [{ state: "withheld" }]]);
  });

  test("is switched off when its keeper may not keep it any more, and an administrator is told", async () => {
    const administrator = await personWith("administrator", world.insurance);
    const keeper = await personWith("lead", world.insurance);
    const theirs = await make({ name: "Of somebody who left" }, keeper);
    await asOwner((client) =>
      client.query(`update people set status = 'disabled' where id = $1`, [keeper.personId]),
    );
    await riskIn(world.claims);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await getWebhook.execute(lead, { id: theirs.id })).toMatchObject({
      active: false,
      offReason: expect.stringContaining("keeper"),
      messages: [{ state: "stopped", count: 1 }],
    });
    const { rows } = await listNotifications.execute(administrator, {});
    expect(rows[0]?.title).toContain("Of somebody who left was switched off");
  });
});

describe("a message that is not taken", () => {
  test("is tried again later under the same id while those after it wait, so that the order is kept", async () => {
    receiver.answer = () => ({ status: 503, text: `busy\u0007 ${"é".repeat(300)}` });
    await riskIn(world.claims);
    await riskIn(world.claims);
    await deliver();
    await deliver();
    expect(ids()).toHaveLength(1);
    const [first] = await messages();
    const { attempts } = await getDelivery.execute(lead, { id: first?.id ?? "" });
    expect(attempts).toMatchObject([{ number: 1, status: 503, durationMs: expect.any(Number) }]);
    expect(attempts[0]?.answer).toMatch(/^busy é+$/);
    expect(Buffer.byteLength(attempts[0]?.answer ?? "")).toBeLessThanOrEqual(200);
    receiver.answer = () => ({ status: 200 });
    await minutesPass(hook.id, 2);
    await deliver();
    const told = await messages();
    expect(ids()).toEqual([told[0]?.id, told[0]?.id, told[1]?.id]);
    expect(told.map(({ state, tries }) => [state, tries])).toEqual([
      ["delivered", 2],
      ["delivered", 1],
    ]);
  });

  test("because the receiver refuses it holds up none, is given up after eight tries, and can be sent again", async () => {
    receiver.answer = ({ id }) => ({ status: id === ids()[0] ? 422 : 204 });
    await riskIn(world.claims);
    await riskIn(world.claims);
    await deliver();
    expect((await messages()).map(({ state }) => state)).toEqual(["waiting", "delivered"]);
    for (const minutes of [1, 5, 15, 60, 180, 360, 720]) {
      await minutesPass(hook.id, minutes - 1);
      await deliver();
      await minutesPass(hook.id, 1);
      await deliver();
    }
    const [poison] = await messages();
    expect(poison).toMatchObject({ state: "given-up", tries: 8, status: 422 });
    await minutesPass(hook.id, 13 * 60);
    await deliver();
    expect(ids().filter((id) => id === poison?.id)).toHaveLength(8);
    receiver.answer = () => ({ status: 202 });
    await sendAgain.execute(lead, { id: poison?.id ?? "" });
    await deliver();
    expect([ids().at(-1), (await messages())[0]?.state]).toEqual([poison?.id, "delivered"]);
  });

  test("is waited for when the process that sent it was killed before it noted so, and then sent under the same id", async () => {
    await riskIn(world.claims);
    await riskIn(world.claims);
    await hearTrail.execute(theSystem(), { id: hook.id });
    const taken = await takeMessage.execute(theSystem(), { id: hook.id });
    await deliver();
    expect(ids()).toEqual([]);
    await minutesPass(hook.id, 3);
    await Promise.all([deliver(), deliver()]);
    await deliver();
    const told = await messages();
    expect(ids()).toEqual(told.map(({ id }) => id));
    expect([told[0]?.id, told[0]?.tries]).toEqual([taken?.message.id, 2]);
  });

  test("for three days switches the webhook off, and its keeper is told; on again it tells of what comes, not of what it missed", async () => {
    receiver.answer = () => ({ status: 500 });
    await riskIn(world.claims);
    await deliver();
    await minutesPass(hook.id, 73 * 60);
    await deliver();
    const off = await getWebhook.execute(lead, { id: hook.id });
    expect(off).toMatchObject({ active: false, offReason: expect.stringContaining("three days") });
    const { rows } = await listNotifications.execute(lead, {});
    expect(rows[0]?.title).toContain("Ticketing was switched off");
    await riskIn(world.claims);
    await expect(sendTestEvent.execute(lead, { id: hook.id })).rejects.toThrow("Switch it on first");
    receiver.answer = () => ({ status: 204 });
    receiver.received.length = 0;
    await switchOnWebhook.execute(lead, { id: hook.id, version: off.version });
    await sendTestEvent.execute(lead, { id: hook.id });
    await deliver();
    expect(receiver.received.map(({ type }) => type)).toEqual(["test"]);
  });
});

describe("the secret of a webhook", () => {
  test("is shown once, stored sealed, and in no answer and no audit entry", async () => {
    const key = hook.secret.slice(6);
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    const read = JSON.stringify([
      await getWebhook.execute(lead, { id: hook.id }),
      await webhookRegister.list.execute(lead, {}),
      await getWebhookHistory.execute(lead, { id: hook.id }),
    ]);
    expect(read).not.toMatch(/secret|sealed1/i);
    const { rows } = await asOwner((client) =>
      client.query(`select secret, (select string_agg(text, '') from audit_entries) as trail from webhooks`),
    );
    expect(rows[0].secret).toMatch(/^sealed1\./);
    for (const never of [key, rows[0].secret]) expect(rows[0].trail).not.toContain(never);
  });

  test("can be replaced: messages are signed with the new one from then on", async () => {
    const { secret } = await renewWebhookSecret.execute(lead, { id: hook.id, version: hook.version });
    await riskIn(world.claims);
    await deliver();
    const { body, headers } = receiver.received[0] ?? { body: "", headers: {} };
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy();
    expect(() => new Webhook(hook.secret).verify(body, headers as Record<string, string>)).toThrow();
  });
});

describe("who keeps a webhook", () => {
  test("is whoever saved it last, so that nobody is told what another may read", async () => {
    const other = await personWith("lead", world.insurance);
    await updateWebhook.execute(other, { id: hook.id, version: hook.version, name: "Other" });
    expect(await getWebhook.execute(lead, { id: hook.id })).toMatchObject({
      name: "Other",
      keeper: { id: other.personId },
    });
  });

  test.each([
    "http://receiver.example.com/",
    "https://10.0.0.7/",
    "https://a:b@receiver.example.com/",
    "nothing",
  ])("hears what is wrong with the address %s, and nothing is stored", async (url) => {
    await expect(make({ url, events: [] })).rejects.toMatchObject({
      problems: [{ path: "events" }, { path: "url", message: expect.stringMatching(/\.$/) }],
    });
    const { count } = await webhookRegister.count.execute(lead, {});
    expect(count).toBe(1);
  });

  test("may switch it off, which stops what waits; messages go after 30 days with their tries", async () => {
    receiver.answer = () => ({ status: 500 });
    await riskIn(world.claims);
    await deliver();
    await switchOffWebhook.execute(lead, { id: hook.id, version: hook.version });
    expect(await messages()).toMatchObject([{ state: "stopped" }]);
    const removedAt = async (days: number) => {
      await asOwner((client) =>
        client.query(`update webhook_deliveries set "createdAt" = now() - interval '${days} days'`),
      );
      return (await removeOutdated.execute(theSystem(), {})).removed["messages"];
    };
    expect(await removedAt(29)).toBeUndefined();
    expect(await removedAt(31)).toBe(1);
    const { rows } = await asOwner((client) =>
      client.query("select count(*)::int as left from webhook_attempts"),
    );
    expect(rows).toEqual([{ left: 0 }]);
  });
});
