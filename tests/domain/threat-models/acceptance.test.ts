import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { decisionRegister, getDecision } from "@/lib/domain/decisions/queries";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { sendReminders } from "@/lib/domain/reminders/commands";
import { listNotifications } from "@/lib/domain/tasks/queries";
import {
  requestAcceptance,
  requestAcceptances,
  withdrawAcceptance,
} from "@/lib/domain/threat-models/acceptance/request";
import { endAcceptance, grantAcceptance, refuseAcceptance } from "@/lib/domain/threat-models/acceptance/sign";
import { decideThreat, decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { addThreat, updateThreat } from "@/lib/domain/threat-models/commands/own-threat";
import { grantSignOff, requestSignOff } from "@/lib/domain/threat-models/commands/sign-off";
import { updateModel } from "@/lib/domain/threat-models/commands/update-model";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import { overrideRule } from "@/lib/domain/threat-models/own-rules/commands/override-rule";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { getThreat } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { inDays } from "@/tests/support/days";
import "@/lib/registry";
import { ragChatbot, unknownChatbot } from "@/tests/support/rag-chatbot";
import { draw, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let compliance: Actor;
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  compliance = await personWith("compliance", world.root);
  owner = await personWith("system-owner", world.claims);
});

const reason = "Carried for the pilot.";
const until = inDays(60);
const signed = { reason: "The pilot is small." };
const hour = () => followAllModels.execute(theSystem(), {});
const read = (id: string) => getThreat.execute(lead, { id });
const decisionsOn = async (id: string) =>
  (await decisionRegister.list.execute(lead, { subject: id, limit: 50 })).rows;
const toldOf = async (actor: Actor, ref: string) =>
  (await listNotifications.execute(actor, {})).rows.filter(({ title }) => title.includes(ref));

async function model(drawn = ragChatbot()): Promise<string> {
  const id = await storedModel(owner, world.claims, drawn);
  const { version } = await getModel.execute(owner, { id });
  await updateModel.execute(owner, { id, version, ownerId: owner.personId });
  return id;
}

async function named(modelId: string, key: string) {
  const found = (await threatsOf(lead, modelId)).find((one) => one.key === key);
  if (!found) throw new Error(`There is no threat ${key}.`);
  return found;
}

const about = "STRAI-EXT-01 web";

/** A threat of a new model, asked for by the owner of the system; signed unless said otherwise. */
async function accepted({ sign = true, key = about } = {}) {
  const modelId = await model();
  const { id } = await named(modelId, key);
  await requestAcceptance.execute(owner, { id, reason, until });
  if (sign) await grantAcceptance.execute(compliance, { id, ...signed });
  return { modelId, id };
}

describe("a threat is accepted", () => {
  test("by one person who asks and another who signs, on exactly what they saw, until a day", async () => {
    const { id } = await accepted({ sign: false });
    const waiting = await read(id);
    expect(waiting).toMatchObject({ state: "open", until: null, acceptance: { asked: { until } } });
    const [toSign] = await toldOf(compliance, waiting.ref);
    expect(toSign).toMatchObject({
      href: `/threats/${id}`,
      title: expect.stringContaining("Your signature"),
    });
    const mine = async (actor: Actor) =>
      (await getMyWork.execute(actor, {})).groups.flatMap(({ items }) => items).map(({ href }) => href);
    expect(await mine(compliance)).toContain(`/threats/${id}#acceptance`);
    expect(await mine(owner)).not.toContain(`/threats/${id}#acceptance`);
    await expect(grantAcceptance.execute(owner, { id, ...signed })).rejects.toBeInstanceOf(Forbidden);
    await grantAcceptance.execute(compliance, { id, ...signed });
    expect(await read(id)).toMatchObject({
      ...{ state: "accepted", reason, until, drift: null },
      acceptance: { asked: null, accepted: { until, by: expect.any(String), askedBy: expect.any(String) } },
      can: { ask: true, end: true, sign: false },
    });
    const [row] = await decisionsOn(id);
    expect(row).toMatchObject({
      kind: "threat-acceptance",
      state: "granted",
      until,
      signerRole: "compliance",
    });
    const { snapshot, digest } = await getDecision.execute(lead, { id: row?.id ?? "" });
    expect(digest).toBe(canonicalDigest(snapshot as object));
    expect(snapshot).toMatchObject({ ref: waiting.ref, state: "open", fired: waiting.fired });
    expect(await toldOf(owner, waiting.ref)).toHaveLength(1);
  });

  test("never by whoever asked, though they may sign for others, and never by a decision alone", async () => {
    const { id, version } = await named(await model(), about);
    await requestAcceptance.execute(lead, { id, reason, until });
    await expect(grantAcceptance.execute(lead, { id, ...signed })).rejects.toThrow("Another person signs");
    expect((await read(id)).notNow.sign).toContain("Another person signs");
    await expect(
      decideThreat.execute(lead, { id, version, state: "accepted" as never, reason }),
    ).rejects.toBeInstanceOf(Invalid);
    expect((await read(id)).state).toBe("open");
  });

  test("until a day within a year, once at a time, and not where there is nothing to accept", async () => {
    const { id, version } = await named(await model(), about);
    const asked = (last: string) => requestAcceptance.execute(owner, { id, reason, until: last });
    await expect(asked(inDays(0))).rejects.toThrow("not in the future");
    await expect(asked(inDays(400))).rejects.toThrow("more than a year away");
    await asked(until);
    await expect(asked(until)).rejects.toThrow("asked for already");
    await decideThreat.execute(owner, { id, version, state: "avoided", reason: "It is gone." });
    expect((await decisionsOn(id))[0]).toMatchObject({
      state: "stale",
      closedReason: "Changed since: the state, from Open to Avoided.",
    });
    await expect(asked(until)).rejects.toThrow("It is avoided: there is nothing to accept");
  });

  test("not when somebody who may sign refuses, or the one who asked takes it back", async () => {
    const { id } = await accepted({ sign: false });
    await refuseAcceptance.execute(compliance, { id, reason: "Too broad." });
    expect(await read(id)).toMatchObject({ state: "open", acceptance: { asked: null, accepted: null } });
    expect((await toldOf(owner, (await read(id)).ref)).map(({ title }) => title)).toContainEqual(
      expect.stringContaining("is not accepted: Too broad."),
    );
    await requestAcceptance.execute(owner, { id, reason, until });
    await expect(withdrawAcceptance.execute(lead, { id })).rejects.toBeInstanceOf(Forbidden);
    await withdrawAcceptance.execute(owner, { id });
    await expect(grantAcceptance.execute(compliance, { id, ...signed })).rejects.toBeInstanceOf(Conflict);
    expect((await decisionsOn(id)).map(({ state }) => state)).toEqual(["withdrawn", "refused"]);
  });

  test("several at once with a request and an answer for each, of which those who sign are told once", async () => {
    const modelId = await model();
    const [one, other, third] = (await threatsOf(owner, modelId)).filter(({ state }) => state === "open");
    if (!one || !other || !third) throw new Error("Three open threats are needed.");
    await requestAcceptance.execute(owner, { id: one.id, reason, until });
    const chosen = [one, other, { ...third, version: third.version + 1 }, { id: modelId, version: 1 }];
    const { rows, asked } = await requestAcceptances.execute(owner, {
      ...{ id: modelId, reason, until },
      threats: chosen.map(({ id, version }) => ({ id, version })),
    });
    expect([asked, rows.map(({ done }) => done)]).toEqual([1, [false, true, false, false]]);
    expect(rows.map(({ message }) => message ?? "")).toEqual([
      expect.stringContaining("asked for already"),
      "",
      expect.stringContaining("changed this threat meanwhile"),
      expect.stringContaining("no such threat"),
    ]);
    expect((await read(other.id)).acceptance.asked).toMatchObject({ until });
    expect((await toldOf(compliance, other.ref)).length).toBe(1);
    await expect(
      requestAcceptances.execute(owner, {
        id: modelId,
        reason,
        until: inDays(-1),
        threats: [third] as never,
      }),
    ).rejects.toBeInstanceOf(Invalid);
  });
});

describe("an acceptance", () => {
  test("goes stale with the values that it rests on, says which, and is not revived when they come back", async () => {
    const { modelId, id } = await accepted();
    await draw(owner, modelId, ragChatbot({ tickets: { handles_money: false } }));
    expect((await read(id)).state).toBe("accepted");
    await draw(owner, modelId, ragChatbot({ web: { user_generated: null } }));
    expect(await read(id)).toMatchObject({ state: "to-confirm", heldState: "accepted", can: { ask: true } });
    const [row] = await decisionsOn(id);
    expect(row).toMatchObject({
      state: "stale",
      closedReason: expect.stringContaining("user generated, from yes to"),
    });
    expect((await toldOf(compliance, (await read(id)).ref)).map(({ title }) => title)).toContainEqual(
      expect.stringContaining("is stale. Changed since: user generated"),
    );
    await draw(owner, modelId, ragChatbot());
    expect(await read(id)).toMatchObject({ state: "open", acceptance: { accepted: null } });
  });

  test("goes stale within the hour when its rule suggests other scores", async () => {
    const { id } = await accepted({ key: "STRAI-LLM-02 model" });
    expect(await hour()).toEqual({ changed: 0 });
    const said = { tier: null, likelihood: null, reason: "Seen worse elsewhere." };
    await overrideRule.execute(lead, { key: "STRAI-LLM-02", version: 0, asked: "yes", impact: "4", ...said });
    await hour();
    expect(await read(id)).toMatchObject({
      ...{ state: "to-confirm", heldState: "accepted" },
      driftReason: "Changed since: the suggested impact, from 5 to 4.",
    });
    expect((await decisionsOn(id))[0]?.["state"]).toBe("stale");
  });

  test("of a threat in one's own words goes stale when somebody changes them", async () => {
    const modelId = await model();
    const { id } = await addThreat.execute(owner, { id: modelId, title: "A page steers the agent" } as never);
    await requestAcceptance.execute(owner, { id, reason, until });
    await grantAcceptance.execute(compliance, { id, ...signed });
    const { version } = await read(id);
    const answer = await updateThreat.execute(owner, {
      id,
      version,
      impact: "Letters go out unread.",
    } as never);
    expect(answer.state).toBe("to-confirm");
    expect(await read(id)).toMatchObject({
      version: answer.version,
      driftReason: "Changed since: the impact.",
    });
  });

  test("ends when the threat is decided otherwise, or by somebody who may sign; a sign-off of the model goes stale", async () => {
    const { modelId, id } = await accepted();
    await requestSignOff.execute(owner, { id: modelId, reason: "Ready." });
    await grantSignOff.execute(compliance, { id: modelId, reason: "Seen." });
    await expect(endAcceptance.execute(owner, { id, reason: "No." })).rejects.toBeInstanceOf(Forbidden);
    await endAcceptance.execute(compliance, { id, reason: "The pilot is over." });
    expect(await read(id)).toMatchObject({
      ...{ state: "open", reason: null, until: null, decidedBy: null },
      driftReason: "The acceptance has ended. The pilot is over.",
    });
    expect((await getModel.execute(lead, { id: modelId })).stateReason).toContain("Open");
    const again = await accepted();
    const { version } = await read(again.id);
    await decideThreats.execute(owner, {
      ...{ id: again.modelId, threats: [{ id: again.id, version }] },
      ...{ state: "transferred", reason: "The supplier answers for it." },
    });
    expect(await read(again.id)).toMatchObject({ state: "transferred", until: null });
    expect((await decisionsOn(again.id))[0]).toMatchObject({
      ...{ state: "ended", closedReason: "Decided otherwise since: Transferred." },
    });
  });

  test("holds to the end of its last day; then the threat is what its facts say, and a request that nobody answered is closed", async () => {
    const { id } = await accepted();
    const unknown = await model(unknownChatbot());
    const [doubtful, late] = (await threatsOf(owner, unknown)).filter(
      ({ state }) => state === "needs-answer",
    );
    if (!doubtful || !late) throw new Error("Two threats that need answers are needed.");
    await requestAcceptance.execute(owner, { id: doubtful.id, reason, until });
    await grantAcceptance.execute(compliance, { id: doubtful.id, ...signed });
    await requestAcceptance.execute(owner, { id: late.id, reason, until });
    const endOn = (days: number) =>
      asOwner(async (client) => {
        const ids = [id, doubtful.id, ...(days < 0 ? [late.id] : [])];
        const set = [ids, inDays(days)];
        await client.query(`update decisions set until = $2 where "subjectId" = any ($1)`, set);
        await client.query(`update threats set until = $2 where id = any ($1) and state = 'accepted'`, set);
      });
    await endOn(1);
    expect(await hour()).toEqual({ changed: 0 });
    await sendReminders.execute(theSystem(), {});
    const { title } = await read(id);
    const lines = (await listNotifications.execute(owner, {})).rows.map((row) => row.title);
    expect(lines).toContainEqual(expect.stringContaining(`The acceptance of ${title} ends on`));
    const work = (await getMyWork.execute(owner, {})).groups.flatMap(({ items }) => items);
    expect(work).toContainEqual(
      expect.objectContaining({
        kind: "acceptance-ends",
        href: `/threats/${id}#acceptance`,
        dueOn: inDays(1),
      }),
    );
    await endOn(-2);
    await hour();
    const states = [id, doubtful.id, late.id].map(async (one) => (await read(one)).state);
    expect(await Promise.all(states)).toEqual(["open", "needs-answer", "needs-answer"]);
    expect((await decisionsOn(id))[0]).toMatchObject({
      state: "ended",
      closedReason: "Its last day has passed.",
    });
    expect((await decisionsOn(late.id))[0]?.["closedReason"]).toBe(
      "Its last day came before anybody signed.",
    );
    expect(await hour()).toEqual({ changed: 0 });
  });
});

test("what one person accepted before two were needed stays accepted until its day, by a decision that says so", async () => {
  const { id } = await named(await model(), about);
  await asOwner(async (client) => {
    await client.query(
      `update threats set state = 'accepted', reason = $2, until = $3, "decidedOn" = fingerprint, "decidedById" = $4, "decidedAt" = now(), title = title || ' "ä"' where id = $1`,
      [id, reason, until, lead.personId],
    );
    const sql = "prisma/migrations/20261127190000_threat_acceptances/migration.sql";
    await client.query(readFileSync(sql, "utf8"));
    await client.query(readFileSync(sql, "utf8"));
  });
  const rows = await decisionsOn(id);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ state: "granted", until, reason, signer: { id: lead.personId } });
  expect(rows[0]?.["signerReason"]).toContain("by one person alone");
  const { snapshot, digest } = await getDecision.execute(lead, { id: rows[0]?.id ?? "" });
  expect(digest).toBe(canonicalDigest(snapshot as object));
  expect(await hour()).toEqual({ changed: 0 });
  expect(await read(id)).toMatchObject({ state: "accepted", until, can: { end: true } });
  await asOwner((client) =>
    client.query(`update decisions set until = $2 where "subjectId" = $1`, [id, inDays(-1)]),
  );
  await hour();
  expect((await read(id)).state).toBe("open");
});
