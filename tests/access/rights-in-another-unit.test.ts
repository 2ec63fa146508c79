import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { updateOrganisation } from "@/lib/domain/organization/settings/commands";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { addGroup, removeGroup } from "@/lib/domain/organization/single-sign-on/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { removeTask, updateTask } from "@/lib/domain/tasks/commands/change-task";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { getTask, tasksOf } from "@/lib/domain/tasks/queries";
import { createView, removeView } from "@/lib/domain/views/commands";
import { listViews } from "@/lib/domain/views/queries";
import { removeWebhook, switchOffWebhook } from "@/lib/domain/webhooks/commands/write-webhook";
import { tellRecord } from "@/lib/domain/webhooks/queries/tell";
import { getWebhook } from "@/lib/domain/webhooks/queries/webhooks";
import type { Actor } from "@/lib/platform/access/actor";
import { ConfirmFirst, Forbidden } from "@/lib/platform/errors/public-error";
import { asOfDay } from "@/lib/platform/operation/operation";
import { inDays } from "@/tests/support/days";
import "@/lib/registry";
import { alsoHolding } from "@/tests/access/company";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, holderOf, personWith, tokenOf, type World } from "@/tests/support/world";

// A right that somebody has, but in another unit than the one that keeps the record: what they see of it by another right they
// do not change, and are told so.

let world: World;
let owner: Actor;
let beside: Actor;
let risk: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.claims);
  beside = await personWith("administrator", world.clinics);
  const fields = { title: "Leak", category: "security", unitId: world.claims } as const;
  ({ id: risk } = await createRisk.execute(owner, fields));
});

const here = () => [world.insurance, world.claims];
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** A task on the risk, for its owner. */
async function task(): Promise<string> {
  const about = { subjectType: "risks", subjectId: risk, title: "Repeat the test" } as const;
  const fields = { ...about, assigneeId: owner.personId, dueOn: "2027-01-31" };
  return (await createTask.execute(owner, fields)).id;
}

/** A task on the risk for somebody who holds no role in its unit any more. */
async function taskFor({ personId }: Actor): Promise<string> {
  const id = await task();
  await asOwner((client) => client.query(`update tasks set "assigneeId" = $2 where id = $1`, [id, personId]));
  return id;
}

describe("a task", () => {
  test("is neither changed nor removed by its assignee, who may do so in another unit", async () => {
    const id = await taskFor(beside);
    expect((await getTask.execute(beside, { id })).can).toEqual({ edit: false, finish: true });
    await expect(updateTask.execute(beside, { id, version: 1, title: "Less" })).rejects.toThrow(Forbidden);
    await expect(removeTask.execute(beside, { id, version: 1 })).rejects.toThrow(Forbidden);
    await expect(removeTask.execute(owner, { id, version: 1 })).resolves.toEqual({ id });
  });

  test("is not shown with its record to who reads tasks in another unit", async () => {
    await task();
    const reader = alsoHolding(beside, ["risks:read"], here());
    expect(await tasksOf.execute(reader, { subject: risk })).toEqual([]);
    expect(await tasksOf.execute(owner, { subject: risk })).not.toEqual([]);
  });

  test("is not offered to be finished to its assignee who looks back to a day", async () => {
    const id = await task();
    const today = inDays(0);
    const { can } = await asOfDay(today, owner, () => getTask.execute(owner, { id }));
    expect(can).toEqual({ edit: false, finish: false });
  });
});

test("a view that is shared is removed by nobody who may not share views there", async () => {
  const lead = await personWith("lead", world.insurance);
  const place = { concept: "risks", query: "status=open", name: "Open", reach: "shared" } as const;
  const { id, version } = await createView.execute(lead, place);
  const reader = await personWith("reader", world.claims);
  await expect(removeView.execute(reader, { id, version })).rejects.toThrow(Forbidden);
  expect((await listViews.execute(lead, { concept: "risks" })).rows.map((view) => view.id)).toContain(id);
});

describe("a webhook", () => {
  let id: string;
  beforeAll(async () => {
    id = randomUUID();
    await asOwner((client) =>
      client.query(
        `insert into webhooks (id, name, "unitId", url, events, "keeperId", "createdById", secret, "heardUpTo", "updatedAt")
         values ($1, 'Ticketing', $2, 'https://receiver.plumbline.example/', '{risk.changed}', $3, $3, 'x', 0, now())`,
        [id, world.insurance, owner.personId],
      ),
    );
  });

  test("is changed by nobody who may see it, and keep webhooks in another unit", async () => {
    const reader = alsoHolding(beside, ["webhooks:read"], here());
    const { version } = await getWebhook.execute(reader, { id });
    for (const change of [switchOffWebhook, removeWebhook])
      await expect(change.execute(reader, { id, version })).rejects.toThrow(
        "You may see this webhook but not change it.",
      );
  });

  test("tells nothing of a unit in which its keeper keeps no webhook any more", async () => {
    const keeper = alsoHolding(beside, ["risks:read"], here());
    const about = { unitId: world.claims, type: "risks", id: risk };
    await expect(tellRecord.execute(keeper, about)).rejects.toThrow(Forbidden);
    const still = alsoHolding(beside, ["risks:read", "webhooks:keep"], here());
    expect(await tellRecord.execute(still, about)).toMatchObject({ record: { id: risk } });
  });
});

describe("what belongs to the whole organisation", () => {
  const wholly = "Settings belong to the whole organisation.";

  test("is told to no administrator of a unit who asks for what groups give", async () => {
    const part = await personWith("administrator", world.insurance);
    const all = await personWith("administrator", world.root);
    const group = { group: "risk-team", role: "reader", unitId: world.claims, endsOn: null };
    const { id } = await addGroup.execute(all, group);
    await expect(addGroup.execute(part, group)).rejects.toThrow(wholly);
    await expect(addGroup.execute(part, { ...group, unitId: randomUUID() })).rejects.toThrow(wholly);
    await expect(removeGroup.execute(part, { id: randomUUID() })).rejects.toThrow(wholly);
    await expect(removeGroup.execute(all, { id })).resolves.toEqual({ id });
  });

  test("gives no role by a group that who sets it could not give", async () => {
    const all = (await personWith("administrator", world.root)).grants.flatMap(({ units }) => units);
    const keeper = alsoHolding(beside, ["single-sign-on:edit"], all);
    const group = { group: "risk-team", role: "administrator", unitId: world.insurance, endsOn: null };
    await expect(addGroup.execute(keeper, group)).rejects.toThrow(Forbidden);
    await expect(addGroup.execute(keeper, { ...group, unitId: world.clinics })).resolves.toBeDefined();
  });

  test("is how signing is confirmed: changed after a recent proof alone, and by no token", async () => {
    const all = await personWith("administrator", world.root);
    const { version } = await getOrganisation.execute(all, {});
    const change = { version, signing: "password" } as const;
    const old: Actor = { ...all, signedInAt: minutesAgo(11) };
    await expect(updateOrganisation.execute(old, change)).rejects.toThrow(ConfirmFirst);
    const token = await holderOf(await tokenOf(all, world.root));
    await expect(updateOrganisation.execute(token, change)).rejects.toThrow(Forbidden);
    await expect(updateOrganisation.execute(old, { version, name: "Halderra" })).resolves.toBeDefined();
  });
});
