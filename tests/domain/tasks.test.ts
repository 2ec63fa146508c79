import { beforeAll, describe, expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { finishTask, reopenTask, updateTask } from "@/lib/domain/tasks/commands/change-task";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { readAllNotifications, readNotification } from "@/lib/domain/tasks/commands/notify";
import { countUnread, getTask, listNotifications, taskRegister, tasksOf } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let helper: Actor;
let riskId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.claims);
  helper = await personWith("reader", world.claims);
  ({ id: riskId } = await createRisk.execute(owner, {
    title: "Leak",
    category: "security",
    unitId: world.claims,
  }));
});

const add = (title: string, assigneeId: string | null = helper.personId) =>
  createTask.execute(owner, {
    subjectType: "risks",
    subjectId: riskId,
    title,
    assigneeId,
    dueOn: "2027-01-31",
  });

describe("a task on a risk", () => {
  test("is told to its assignee with a link to the risk, and finished and reopened by them", async () => {
    const { id } = await add("Repeat the test");
    const { rows } = await listNotifications.execute(helper, {});
    expect(rows[0]).toMatchObject({
      title: expect.stringContaining("Repeat the test"),
      href: `/risks/${riskId}`,
    });
    await finishTask.execute(helper, { id });
    expect(await getTask.execute(helper, { id })).toMatchObject({
      state: "done",
      can: { finish: true, edit: false },
    });
    await reopenTask.execute(helper, { id });
    expect(await getTask.execute(helper, { id })).toMatchObject({ state: "open", doneAt: null });
  });

  test("is not finished by somebody else who may only read it, nor changed by its assignee", async () => {
    const { id } = await add("Not yours");
    const other = await personWith("reader", world.claims);
    await expect(finishTask.execute(other, { id })).rejects.toBeInstanceOf(Forbidden);
    await expect(updateTask.execute(helper, { id, version: 1, title: "Less" })).rejects.toBeInstanceOf(
      Forbidden,
    );
    await finishTask.execute(owner, { id });
  });

  test("is finished by its assignee also where they no longer hold a role", async () => {
    const leaver = await personWith("reader", world.clinics);
    const { id } = await add("Hand over", null);
    await asOwner((client) =>
      client.query(`update tasks set "assigneeId" = $2 where id = $1`, [id, leaver.personId]),
    );
    await finishTask.execute(leaver, { id });
    expect(await getTask.execute(owner, { id })).toMatchObject({ state: "done" });
  });

  test("is given only to somebody who holds a role in the risk's unit, there or above", async () => {
    const stranger = await personWith("lead", world.clinics);
    await expect(add("For a stranger", stranger.personId)).rejects.toBeInstanceOf(Invalid);
    const above = await personWith("lead", world.root);
    await expect(add("For the lead", above.personId)).resolves.toMatchObject({ version: 1 });
  });

  test("goes to a new assignee with word to them, and the slower of two writers is told", async () => {
    const { id } = await add("Change hands", null);
    await updateTask.execute(owner, { id, version: 1, assigneeId: helper.personId });
    expect((await listNotifications.execute(helper, {})).rows[0]?.title).toContain("Change hands");
    await expect(updateTask.execute(owner, { id, version: 1, title: "Late" })).rejects.toBeInstanceOf(
      Conflict,
    );
  });

  test("is listed with the risk, open ones first, and in the register by assignee and state", async () => {
    const done = await add("Done long ago");
    await finishTask.execute(helper, { id: done.id });
    const states = (await tasksOf.execute(owner, { subject: riskId })).map((task) => task.state);
    expect(states).toEqual([...states].sort().reverse());
    const { rows } = await taskRegister.list.execute(helper, { mine: "true", state: "done" });
    expect(rows.map((row) => row.id)).toContain(done.id);
    expect(rows.every((row) => row["state"] === "done")).toBe(true);
  });

  test("is not found from a sibling unit", async () => {
    const { id } = await add("Secret");
    const stranger = await personWith("lead", world.clinics);
    await expect(getTask.execute(stranger, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(finishTask.execute(stranger, { id })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a notification", () => {
  test("is read and marked only by the person it is for", async () => {
    const reader = await personWith("reader", world.claims);
    await add("First", reader.personId);
    await add("Second", reader.personId);
    expect(await countUnread.execute(reader, {})).toEqual({ unread: 2 });
    const [line] = (await listNotifications.execute(reader, {})).rows;
    await expect(readNotification.execute(owner, { id: line?.id ?? "" })).rejects.toBeInstanceOf(NotFound);
    await readNotification.execute(reader, { id: line?.id ?? "" });
    expect(await countUnread.execute(reader, {})).toEqual({ unread: 1 });
    expect(await readAllNotifications.execute(reader, {})).toEqual({ read: 1 });
    expect(await countUnread.execute(reader, {})).toEqual({ unread: 0 });
  });

  test("is not sent to the one who caused it", async () => {
    const before = await countUnread.execute(owner, {});
    await add("For myself", owner.personId);
    expect(await countUnread.execute(owner, {})).toEqual(before);
  });
});
