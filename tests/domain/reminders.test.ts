import { beforeAll, describe, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { sendReminders, setReminderDays } from "@/lib/domain/reminders/commands";
import { getReminderDays } from "@/lib/domain/reminders/queries";
import { stepOf } from "@/lib/domain/reminders/rules";
import { initialReminderDays } from "@/lib/domain/reminders/schema";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
const today = inDays(0);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
});

const titles = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);
const told = async (actor: Actor, word: string) =>
  (await titles(actor)).filter((title) => title.includes(word));

describe("the step of a date", () => {
  test.each([
    [8, null],
    [7, "soon"],
    [1, "soon"],
    [0, "due"],
    [-1, "overdue"],
    [-13, "overdue"],
    [-14, "escalated"],
    [-400, "escalated"],
  ])("%s days away", (days, step) => {
    expect(stepOf(addDays(today, days), today, initialReminderDays)).toBe(step);
  });
});

describe("reminders", () => {
  test("tell the owner at each step once, however often they run, and the lead only when it is late for long", async () => {
    const { id } = await createSystem.execute(lead, { name: "Quince system", unitId: world.claims });
    const task = await createTask.execute(lead, {
      subjectType: "systems",
      subjectId: id,
      title: "Quince task",
      assigneeId: owner.personId,
      dueOn: addDays(today, 3),
    });
    const due = (days: number) =>
      asOwner((client) =>
        client.query(`update tasks set "dueOn" = $2 where id = $1`, [task.id, addDays(today, days)]),
      );
    await sendReminders.execute(theSystem(), {});
    await sendReminders.execute(theSystem(), {});
    // A task that is called otherwise is still the same task.
    await asOwner((client) =>
      client.query(`update tasks set title = 'Quince task, renamed' where id = $1`, [task.id]),
    );
    await sendReminders.execute(theSystem(), {});
    await asOwner((client) =>
      client.query(`update tasks set title = 'Quince task' where id = $1`, [task.id]),
    );
    expect((await told(owner, "renamed")).length).toBe(0);
    const first = await told(owner, "Quince task is due on");
    expect([first.length, (await told(lead, "Quince task")).length]).toEqual([1, 0]);
    await due(-3);
    await sendReminders.execute(theSystem(), {});
    expect([
      (await told(owner, "Quince task was due on")).length,
      (await told(lead, "Quince task")).length,
    ]).toEqual([1, 0]);
    await due(-20);
    await sendReminders.execute(theSystem(), {});
    await sendReminders.execute(theSystem(), {});
    expect((await told(lead, "Quince task")).map((title) => title.slice(0, 10))).toEqual(["Late since"]);
  });

  test("keep to the days that the organisation sets", async () => {
    const { id } = await createRisk.execute(lead, {
      title: "Sorb risk",
      category: "security",
      unitId: world.claims,
    });
    await asOwner((client) =>
      client.query(`update risks set "nextReviewOn" = $2, "ownerId" = $3 where id = $1`, [
        id,
        addDays(today, 20),
        owner.personId,
      ]),
    );
    await sendReminders.execute(theSystem(), {});
    expect(await told(owner, "Sorb risk")).toEqual([]);
    const chief = await personWith("administrator", rootUnit);
    const { version } = await getReminderDays.execute(chief, {});
    await expect(
      setReminderDays.execute(owner, { version, before: 30, escalated: 2 }),
    ).rejects.toBeInstanceOf(Forbidden);
    await setReminderDays.execute(chief, { version, before: 30, escalated: 2 });
    await sendReminders.execute(theSystem(), {});
    expect((await told(owner, "Sorb risk")).length).toBe(1);
    await expect(
      setReminderDays.execute(chief, { version, before: 7, escalated: 14 }),
    ).rejects.toBeInstanceOf(Conflict);
    await setReminderDays.execute(chief, { version: version + 1, before: 7, escalated: 14 });
  });

  test("go to the lead where nobody owns what is late, and never to somebody elsewhere", async () => {
    const { id } = await createRisk.execute(lead, {
      title: "Medlar risk",
      category: "security",
      unitId: world.claims,
    });
    await asOwner((client) =>
      client.query(`update risks set "nextReviewOn" = $2, "ownerId" = null where id = $1`, [
        id,
        addDays(today, -1),
      ]),
    );
    const elsewhere = await personWith("lead", world.clinics);
    await sendReminders.execute(theSystem(), {});
    expect((await told(lead, "Medlar risk")).length).toBe(1);
    expect(await told(elsewhere, "Medlar risk")).toEqual([]);
  });

  test("are sent by the system alone", async () => {
    await expect(sendReminders.execute(lead, {})).rejects.toBeInstanceOf(Forbidden);
  });
});
