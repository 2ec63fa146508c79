import { beforeAll, describe, expect, test } from "vitest";
import { setWatching } from "@/lib/domain/comments/commands/watch";
import { addComment, removeComment, updateComment } from "@/lib/domain/comments/commands/write-comment";
import { getWatching, listComments, mentionablePeople } from "@/lib/domain/comments/queries";
import { commentRate } from "@/lib/domain/comments/schema";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { removeTask } from "@/lib/domain/tasks/commands/change-task";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { listNotifications, tasksOf } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid, NotFound, RateLimited } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
});

const risk = async (unitId = world.claims) => {
  number += 1;
  const { id, version } = await createRisk.execute(lead, {
    title: `Talk ${number}`,
    category: "security",
    unitId,
  });
  return { id, version, subject: { subjectType: "risks", subjectId: id } };
};
const titles = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);

describe("a comment", () => {
  test("is read by who reads the record, and told to who is mentioned and who spoke before", async () => {
    const { subject } = await risk();
    await addComment.execute(lead, {
      ...subject,
      text: "Please look\nat this.",
      mentionIds: [owner.personId ?? ""],
    });
    expect((await titles(owner))[0]).toMatch(/^You are mentioned on R-\d+: Please look at this\.$/);
    await addComment.execute(owner, { ...subject, text: "Done." });
    expect((await titles(lead))[0]).toMatch(/ answers on R-\d+: Done\.$/);
    const { comments } = await listComments.execute(await personWith("reader", world.claims), subject);
    expect(comments.map(({ text, own }) => [text, own])).toEqual([
      ["Please look\nat this.", false],
      ["Done.", false],
    ]);
  });

  test("is changed and removed by its author alone; what was said is gone, its place stays", async () => {
    const { subject } = await risk();
    const { id } = await addComment.execute(owner, { ...subject, text: "Wrong word" });
    await expect(updateComment.execute(lead, { id, version: 1, text: "Mine" })).rejects.toBeInstanceOf(
      Forbidden,
    );
    await updateComment.execute(owner, { id, version: 1, text: "Right word" });
    await removeComment.execute(owner, { id, version: 2 });
    const [only] = (await listComments.execute(lead, subject)).comments;
    expect(only).toMatchObject({ text: "", removed: true });
    await expect(updateComment.execute(owner, { id, version: 3, text: "Again" })).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test("mentions only people with a role where the record is kept", async () => {
    const { subject } = await risk();
    const stranger = await personWith("lead", world.clinics);
    await expect(
      addComment.execute(owner, { ...subject, text: "Hello", mentionIds: [stranger.personId ?? ""] }),
    ).rejects.toBeInstanceOf(Invalid);
    const offered = async (q: string) =>
      (await mentionablePeople.execute(owner, { ...subject, q })).choices.map(({ id }) => id);
    expect(await offered(lead.name.slice(0, 8).toUpperCase())).toContain(lead.personId);
    expect(await offered("")).not.toContain(stranger.personId);
    expect(await offered("")).not.toContain(owner.personId);
    await expect(mentionablePeople.execute(stranger, { ...subject, q: "" })).rejects.toBeInstanceOf(NotFound);
  });

  test("is not written by readers, nor by strangers, nor about what is no record", async () => {
    const { subject } = await risk();
    const reader = await personWith("reader", world.claims);
    await expect(addComment.execute(reader, { ...subject, text: "x" })).rejects.toBeInstanceOf(Forbidden);
    const stranger = await personWith("lead", world.clinics);
    await expect(addComment.execute(stranger, { ...subject, text: "x" })).rejects.toBeInstanceOf(NotFound);
    await expect(listComments.execute(stranger, subject)).rejects.toBeInstanceOf(NotFound);
    await expect(
      addComment.execute(owner, { ...subject, subjectType: "weather", text: "x" }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  test("comes no more often than anybody can read", async () => {
    const { subject } = await risk();
    const eager = await personWith("risk-owner", world.claims);
    for (let i = 0; i < commentRate.most; i += 1)
      await addComment.execute(eager, { ...subject, text: `Thought ${i}` });
    await expect(addComment.execute(eager, { ...subject, text: "One more" })).rejects.toBeInstanceOf(
      RateLimited,
    );
  });
});

describe("what hangs on a record", () => {
  test("tasks are added to any kind of record, and removed by who may change them", async () => {
    const unitId = world.claims;
    const model = await parts.models.create.execute(lead, { name: "Talked about", unitId });
    const system = await createSystem.execute(lead, { name: "Talked about", unitId });
    for (const [subjectType, subjectId] of [
      ["models", model.id],
      ["systems", system.id],
    ] as const) {
      const task = await createTask.execute(lead, {
        subjectType,
        subjectId,
        title: "Look",
        assigneeId: owner.personId,
      });
      expect((await tasksOf.execute(lead, { subject: subjectId })).map(({ id }) => id)).toEqual([task.id]);
      await removeTask.execute(lead, { id: task.id, version: 1 });
      expect(await tasksOf.execute(lead, { subject: subjectId })).toEqual([]);
    }
    const reader = await personWith("reader", world.claims);
    await expect(
      createTask.execute(reader, { subjectType: "models", subjectId: model.id, title: "x" }),
    ).rejects.toBeInstanceOf(Forbidden);
  });

  test("moves along with its record", async () => {
    const { id, version } = await createSystem.execute(lead, { name: "Mover", unitId: world.claims });
    const subject = { subjectType: "systems", subjectId: id };
    await createTask.execute(lead, { ...subject, title: "Along" });
    await addComment.execute(lead, { ...subject, text: "Along" });
    await updateSystem.execute(lead, { id, version, unitId: world.insurance });
    const units = await asOwner((client) =>
      client.query(
        `select "unitId" from tasks where "subjectId" = $1 union all select "unitId" from comments where "subjectId" = $1`,
        [id],
      ),
    );
    expect(units.rows).toEqual([{ unitId: world.insurance }, { unitId: world.insurance }]);
  });
});

describe("watching", () => {
  test("tells once a day that somebody else changed the record, and not of one's own changes", async () => {
    const { id, version, subject } = await risk();
    await setWatching.execute(owner, { ...subject, watching: true });
    expect(await getWatching.execute(owner, subject)).toEqual({ watching: true });
    const told = async () => (await titles(owner)).filter((title) => title.includes(`Talk ${number}`));
    await updateRisk.execute(owner, { id, version, cause: "Mine." });
    expect(await told()).toEqual([]);
    await updateRisk.execute(lead, { id, version: version + 1, cause: "Theirs." });
    await updateRisk.execute(lead, { id, version: version + 2, cause: "Theirs again." });
    expect(await told()).toEqual([`${lead.name} changed the risk Talk ${number}`]);
  });

  test("ends when it is ended, and where the watcher lost access nothing is told and old lines name nothing", async () => {
    const { id, version, subject } = await risk(world.insurance);
    const former = await personWith("reader", world.insurance);
    await setWatching.execute(former, { ...subject, watching: true });
    await updateRisk.execute(lead, { id, version, cause: "Seen." });
    expect((await titles(former))[0]).toContain(`Talk ${number}`);
    await asOwner((client) =>
      client.query(`update grants set "endsAt" = now() - interval '1 hour' where "personId" = $1`, [
        former.personId,
      ]),
    );
    const without: Actor = { ...former, grants: [] };
    await updateRisk.execute(lead, { id, version: version + 1, cause: "Not seen." });
    expect(await titles(without)).toEqual(["Something about a record that you may no longer open"]);
    await setWatching.execute(without, { ...subject, watching: false });
    const left = await asOwner((client) =>
      client.query(`select count(*)::int as n from watchers where "personId" = $1`, [former.personId]),
    );
    expect(left.rows).toEqual([{ n: 0 }]);
  });
});
