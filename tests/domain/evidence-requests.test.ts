import { beforeAll, describe, expect, test } from "vitest";
import { answerRequest, fulfilRequest } from "@/lib/domain/evidence/commands/answer-request";
import { requestEvidence, withdrawRequest } from "@/lib/domain/evidence/commands/request-evidence";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { getRequest, requestRegister } from "@/lib/domain/evidence/queries/requests";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { sendReminders } from "@/lib/domain/reminders/commands";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { evidenceWith, handedIn } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let asked: Actor;
let other: Actor;
let subjectId: string;
const today = inDays(0);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  asked = await personWith("reader", world.claims);
  other = await personWith("reader", world.claims);
  ({ id: subjectId } = await createSystem.execute(lead, { name: "Asked about", unitId: world.claims }));
});

const ask = (more: object = {}) =>
  requestEvidence.execute(lead, {
    title: "Minutes of the round",
    details: "Who took part.",
    askedId: asked.personId ?? "",
    dueOn: addDays(today, 5),
    subjectType: "systems",
    subjectId,
    ...more,
  });
const titles = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);
const work = async (actor: Actor) =>
  (await getMyWork.execute(actor, {})).groups.flatMap(({ items }) => items);

describe("a request for evidence", () => {
  test("is told to the person, stands in their work, and is answered there by whoever only reads otherwise", async () => {
    const { id, ref } = await ask({ title: "Quince minutes" });
    expect(await titles(asked)).toContainEqual(
      expect.stringMatching(/^You are asked for evidence on S-.*Quince/),
    );
    expect(await work(asked)).toContainEqual(
      expect.objectContaining({ kind: "evidence-asked", href: `/evidence-requests/${id}` }),
    );
    expect((await getRequest.execute(asked, { id })).can).toEqual({ answer: true, withdraw: false });
    const fileId = await handedIn(asked, "the minutes");
    await fulfilRequest.execute(asked, { id, version: 1, kind: "record", fileId });
    const done = await getRequest.execute(lead, { id });
    expect(done).toMatchObject({ state: "fulfilled", can: { answer: false, withdraw: false } });
    const evidence = await getEvidence.execute(lead, { id: done.evidenceId ?? "" });
    expect(evidence).toMatchObject({ title: "Quince minutes", owner: { id: asked.personId } });
    const { rows } = await listLinkedEvidence.execute(lead, { subjectType: "systems", subjectId });
    expect(rows.map((row) => row.id)).toContain(evidence.id);
    expect(await titles(lead)).toContainEqual(
      expect.stringContaining(`handed in what was asked for: ${ref}`),
    );
    expect((await work(asked)).filter(({ kind }) => kind === "evidence-asked")).toEqual([]);
  });

  test("is answered with evidence that is there already, too", async () => {
    const { id } = await ask();
    const known = await evidenceWith(lead, world.claims);
    await answerRequest.execute(asked, { id, version: 1, evidenceId: known.id });
    expect(await getRequest.execute(lead, { id })).toMatchObject({ evidenceId: known.id });
    const again = await ask();
    const above = await evidenceWith(lead, world.insurance);
    await expect(
      answerRequest.execute(asked, { id: again.id, version: 1, evidenceId: above.id }),
    ).rejects.toThrow("no such evidence");
  });

  test("is answered once, by who was asked or may add evidence there, and by nobody else", async () => {
    const { id } = await ask({ title: "Answered once" });
    const answer = async (by: Actor, words: string) =>
      fulfilRequest.execute(by, {
        id,
        version: 1,
        kind: "record",
        fileId: await handedIn(by, words),
      });
    await expect(answer(other, "by another")).rejects.toThrow(Forbidden);
    const done = await Promise.allSettled([answer(asked, "one"), answer(lead, "two")]);
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(answer(asked, "three")).rejects.toThrow(Conflict);
    const kept = await asOwner((client) =>
      client.query(`select count(*)::int as n from evidence where title = 'Answered once'`),
    );
    expect(kept.rows).toEqual([{ n: 1 }]);
  });

  test("goes only to somebody who can answer it, and not to yesterday", async () => {
    const far = await personWith("lead", world.clinics);
    const auditor = await personWith("auditor", world.claims);
    await expect(ask({ askedId: far.personId })).rejects.toThrow("holds no role");
    await expect(ask({ askedId: auditor.personId })).rejects.toThrow("holds no role");
    await expect(ask({ dueOn: addDays(today, -2) })).rejects.toThrow(Invalid);
    await expect(ask({ subjectId: crypto.randomUUID() })).rejects.toThrow(NotFound);
  });

  test("is withdrawn with a reason, and who was asked is told", async () => {
    const { id } = await ask({ title: "Medlar list" });
    await expect(withdrawRequest.execute(asked, { id, version: 1, reason: "x" })).rejects.toThrow(Forbidden);
    await withdrawRequest.execute(lead, { id, version: 1, reason: "The auditor has it." });
    expect(await getRequest.execute(asked, { id })).toMatchObject({
      state: "withdrawn",
      withdrawnReason: "The auditor has it.",
    });
    expect(await titles(asked)).toContainEqual(expect.stringMatching(/^No longer needed: .*Medlar/));
    await expect(withdrawRequest.execute(lead, { id, version: 2, reason: "x" })).rejects.toThrow(Conflict);
  });

  test("is listed by state, by record and as mine", async () => {
    const { id } = await ask();
    const list = async (actor: Actor, filter: object) =>
      (await requestRegister.list.execute(actor, { limit: 200, ...filter })).rows;
    const open = await list(lead, { state: "open", subject: subjectId });
    expect(open.map((row) => row.id)).toContain(id);
    expect(new Set(open.map(({ state }) => state))).toEqual(new Set(["open"]));
    expect((await list(asked, { mine: "true", state: "open" })).map((row) => row.id)).toContain(id);
    expect(await list(other, { mine: "true" })).toEqual([]);
    expect(await list(await personWith("lead", world.clinics), {})).toEqual([]);
  });
});

describe("reminders", () => {
  test("tell who was asked before a request is due and the lead when it is late for long, and nobody once it is answered", async () => {
    const { id } = await ask({ title: "Pear list" });
    const { id: answered } = await ask({ title: "Plum list" });
    const fileId = await handedIn(asked, "plums");
    await fulfilRequest.execute(asked, { id: answered, version: 1, kind: "record", fileId });
    await sendReminders.execute(theSystem(), {});
    expect(await titles(asked)).toContainEqual(expect.stringMatching(/^The request Pear list is due on/));
    await asOwner((client) =>
      client.query(`update evidence_requests set "dueOn" = current_date - 20 where id = any ($1)`, [
        [id, answered],
      ]),
    );
    await sendReminders.execute(theSystem(), {});
    expect(await titles(lead)).toContainEqual(expect.stringMatching(/^Late since .*the request Pear list/));
    expect((await titles(asked)).filter((title) => /^(The|Late).*Plum list/.test(title))).toEqual([]);
  });

  test("tell the owner before their evidence expires and when it has; it stands in their work until it is renewed", async () => {
    const owner = await personWith("risk-owner", world.claims);
    const soon = { title: "Fig report", ownerId: owner.personId, validUntil: addDays(today, 3) };
    const { id } = await evidenceWith(lead, world.claims, soon);
    await evidenceWith(lead, world.claims, { ...soon, title: "Far report", validUntil: addDays(today, 200) });
    await sendReminders.execute(theSystem(), {});
    expect(await titles(owner)).toContainEqual(expect.stringMatching(/^The evidence Fig report expires on/));
    await asOwner((client) =>
      client.query(`update evidence set "validUntil" = current_date - 1 where id = $1`, [id]),
    );
    await sendReminders.execute(theSystem(), {});
    expect(await titles(owner)).toContainEqual(expect.stringMatching(/^The evidence Fig report expired on/));
    const mine = (await work(owner)).filter(({ kind }) => kind === "evidence-ends");
    expect(mine.map(({ title, href }) => [title, href])).toEqual([["Fig report", `/evidence/${id}`]]);
  });
});
