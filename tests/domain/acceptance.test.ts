import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeAll, describe, expect, test } from "vitest";
import { decisionRegister, getDecision } from "@/lib/domain/decisions/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { requestAcceptance, withdrawRequest } from "@/lib/domain/risks/commands/request-acceptance";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { acceptRisk, refuseRisk } from "@/lib/domain/risks/commands/sign-acceptance";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { endAcceptances } from "@/lib/domain/risks/jobs";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { listNotifications, tasksOf } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let editor: Actor;
let lead: Actor;
let executive: Actor;

beforeAll(async () => {
  world = await createWorld();
  editor = await personWith("risk-owner", world.claims);
  lead = await personWith("lead", world.insurance);
  executive = await personWith("executive", world.root);
});

let made = 0;

/** Returns a scored risk of the claims department; 3 × 3 lies within the appetite of security, 4 × 5 above. */
async function scored(likelihood = 3, impact = 3): Promise<{ id: string; version: number }> {
  const { id } = await createRisk.execute(editor, {
    title: `Risk ${++made}`,
    category: "security",
    unitId: world.claims,
    ownerId: editor.personId,
  });
  const { version } = await scoreRisk.execute(editor, {
    id,
    version: 1,
    kind: "current",
    likelihood,
    impact,
    reason: "As seen.",
  });
  return { id, version };
}

async function asked(likelihood?: number, impact?: number, by = editor) {
  const { id, version } = await scored(likelihood, impact);
  await requestAcceptance.execute(by, {
    id,
    version,
    reason: "Costs more than it saves.",
    until: inDays(90),
  });
  return { id, version: version + 1 };
}

async function accepted(likelihood?: number, impact?: number) {
  const { id, version } = await asked(likelihood, impact);
  await acceptRisk.execute(executive, { id, version, reason: "Agreed." });
  return { id, version: version + 1 };
}

const sign = { reason: "Agreed." };
const titles = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);

describe("asking for acceptance", () => {
  test("needs a current score and an end date in the future, at most a year away", async () => {
    const { id } = await createRisk.execute(editor, {
      title: "Unscored",
      category: "security",
      unitId: world.claims,
    });
    await expect(
      requestAcceptance.execute(editor, { id, version: 1, reason: "x", until: inDays(9) }),
    ).rejects.toThrow("no current score");
    const risk = await scored();
    await expect(
      requestAcceptance.execute(editor, { ...risk, reason: "x", until: inDays(0) }),
    ).rejects.toThrow("not in the future");
    await expect(
      requestAcceptance.execute(editor, { ...risk, reason: "x", until: inDays(367) }),
    ).rejects.toThrow("more than a year");
  });

  test("sets the treatment to accept and tells those who may sign in that unit, above appetite only the named role", async () => {
    const within = await asked();
    expect(await getRisk.execute(editor, { id: within.id })).toMatchObject({
      treatment: "accept",
      status: "open",
    });
    const { ref } = await getRisk.execute(editor, { id: within.id });
    expect(await titles(lead)).toContainEqual(expect.stringContaining(ref));
    const above = await getRisk.execute(editor, { id: (await asked(4, 5)).id });
    expect(await titles(lead)).not.toContainEqual(expect.stringContaining(above.ref));
    expect(await titles(executive)).toContainEqual(expect.stringContaining(above.ref));
  });

  test("is possible once at a time, and is withdrawn only by the person who asked", async () => {
    const { id, version } = await asked();
    await expect(
      requestAcceptance.execute(lead, { id, version, reason: "x", until: inDays(9) }),
    ).rejects.toBeInstanceOf(Conflict);
    await expect(withdrawRequest.execute(lead, { id })).rejects.toBeInstanceOf(Forbidden);
    expect(await withdrawRequest.execute(editor, { id })).toMatchObject({ state: "withdrawn" });
    await expect(acceptRisk.execute(lead, { id, version, ...sign })).rejects.toBeInstanceOf(Conflict);
  });
});

describe("accepting", () => {
  test("a risk above appetite can be accepted only by the role the organisation names, by another person, with an end date", async () => {
    const { id, version } = await asked(4, 5);
    await expect(acceptRisk.execute(lead, { id, version, ...sign })).rejects.toThrow(
      "Only the role Executive",
    );
    await expect(
      acceptRisk.execute(executive, { id, version, ...sign, until: inDays(400) }),
    ).rejects.toBeInstanceOf(Invalid);
    expect(await acceptRisk.execute(executive, { id, version, ...sign, until: inDays(30) })).toMatchObject({
      state: "granted",
    });
    expect(await getRisk.execute(editor, { id })).toMatchObject({
      status: "accepted",
      acceptedUntil: inDays(30),
    });
    const { rows } = await decisionRegister.list.execute(editor, { subject: id });
    expect(rows[0]).toMatchObject({
      state: "granted",
      signerRole: "executive",
      signer: { id: executive.personId },
    });
  });

  test("is never for the one who asked, whatever their roles", async () => {
    const { id, version } = await asked(3, 3, lead);
    await expect(acceptRisk.execute(lead, { id, version, ...sign })).rejects.toBeInstanceOf(Forbidden);
    await expect(refuseRisk.execute(lead, { id, reason: "no" })).rejects.toBeInstanceOf(Forbidden);
  });

  test("is not for somebody who changed the risk after it was asked for", async () => {
    const { id, version } = await asked(4, 4);
    const changed = await scoreRisk.execute(lead, {
      id,
      version,
      kind: "current",
      likelihood: 1,
      impact: 1,
      reason: "Lower.",
    });
    await expect(acceptRisk.execute(lead, { id, version: changed.version, ...sign })).rejects.toBeInstanceOf(
      Forbidden,
    );
    expect(await acceptRisk.execute(executive, { id, version: changed.version, ...sign })).toMatchObject({
      state: "granted",
    });
  });

  test("signs exactly the version that was seen, and keeps it with its digest", async () => {
    const { id, version } = await asked();
    await expect(acceptRisk.execute(lead, { id, version: version - 1, ...sign })).rejects.toBeInstanceOf(
      Conflict,
    );
    const granted = await acceptRisk.execute(lead, { id, version, ...sign });
    const decision = await getDecision.execute(editor, { id: granted.id });
    expect(decision.snapshot).toMatchObject({
      id,
      scores: { current: { likelihood: 3, impact: 3, score: 9, level: "medium" } },
    });
    const digest = createHash("sha256")
      .update(canonicalize(decision.snapshot) ?? "")
      .digest("hex");
    expect(decision.digest).toBe(digest);
  });

  test("by two people at the same moment is won by exactly one", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, version } = await asked();
      const outcomes = await Promise.allSettled(
        [lead, executive].map((who) => acceptRisk.execute(who, { id, version, ...sign })),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(outcomes.find((one) => one.status === "rejected")?.reason).toBeInstanceOf(Conflict);
    }
  });

  test("and refusing at the same moment leaves one answer, and the risk as that answer says", async () => {
    const { id, version } = await asked();
    await Promise.allSettled([
      acceptRisk.execute(lead, { id, version, ...sign }),
      refuseRisk.execute(executive, { id, reason: "No." }),
    ]);
    const { rows } = await decisionRegister.list.execute(editor, { subject: id });
    const { status } = await getRisk.execute(editor, { id });
    expect([rows.length, rows[0]?.["state"], status]).toEqual([
      1,
      ...(status === "accepted" ? ["granted", "accepted"] : ["refused", "open"]),
    ]);
  });

  test("is not found from a sibling unit", async () => {
    const stranger = await personWith("executive", world.clinics);
    await expect(acceptRisk.execute(stranger, { ...(await asked()), ...sign })).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test("anew while an acceptance is in force takes its place", async () => {
    const { id, version } = await accepted();
    await requestAcceptance.execute(editor, { id, version, reason: "Longer.", until: inDays(200) });
    await acceptRisk.execute(lead, { id, version: version + 1, ...sign });
    const { rows } = await decisionRegister.list.execute(editor, { subject: id });
    expect(rows.map((row) => row["state"]).sort()).toEqual(["ended", "granted"]);
    expect(await getRisk.execute(editor, { id })).toMatchObject({
      status: "accepted",
      acceptedUntil: inDays(200),
    });
  });

  test("tells the one who asked, and a refusal says why", async () => {
    const { id } = await asked();
    await refuseRisk.execute(lead, { id, reason: "Bring a technical barrier." });
    expect(await titles(editor)).toContainEqual(expect.stringContaining("Bring a technical barrier."));
    expect(await getRisk.execute(editor, { id })).toMatchObject({ status: "open" });
  });
});

describe("an acceptance in force", () => {
  test("goes stale with a material change, says which field changed, and is asked for again", async () => {
    const { id, version } = await accepted();
    await updateRisk.execute(lead, { id, version, title: `Other words ${made}`, cause: "A new cause" });
    const { rows } = await decisionRegister.list.execute(editor, { subject: id, sort: "requestedAt" });
    expect(rows[0]).toMatchObject({
      state: "stale",
      closedReason: "Changed since it was signed: Title, Cause.",
    });
    expect(rows[1]).toMatchObject({ state: "requested", requestedBy: { id: lead.personId } });
    const risk = await getRisk.execute(editor, { id });
    expect(risk).toMatchObject({ status: "open", acceptedUntil: null });
    // Neither who changed it nor who asked at first may sign it now.
    for (const who of [lead, editor]) {
      await expect(acceptRisk.execute(who, { id, version: risk.version, ...sign })).rejects.toBeInstanceOf(
        Forbidden,
      );
    }
    expect(await acceptRisk.execute(executive, { id, version: risk.version, ...sign })).toMatchObject({
      state: "granted",
    });
  });

  test("goes stale when the current score rises, and stands when it falls", async () => {
    const { id, version } = await accepted(2, 4);
    const lower = await scoreRisk.execute(editor, {
      id,
      version,
      kind: "current",
      likelihood: 1,
      impact: 4,
      reason: "Better.",
    });
    expect(await getRisk.execute(editor, { id })).toMatchObject({ status: "accepted" });
    await scoreRisk.execute(editor, {
      id,
      version: lower.version,
      kind: "current",
      likelihood: 5,
      impact: 4,
      reason: "Worse.",
    });
    expect(await getRisk.execute(editor, { id })).toMatchObject({ status: "open", currentScore: 20 });
  });

  test("stands when only the plan, the owner or the links change", async () => {
    const { id, version } = await accepted();
    await updateRisk.execute(editor, { id, version, treatmentPlan: "Watch it.", ownerId: null });
    expect(await getRisk.execute(editor, { id })).toMatchObject({ status: "accepted" });
  });

  test("ends after its last day: shown so at once, then by the job with a task for the owner and word to the lead", async () => {
    const { id } = await accepted();
    await asOwner(async (client) => {
      await client.query(`update decisions set until = $2 where "subjectId" = $1`, [id, inDays(-2)]);
      await client.query(`update risks set "acceptedUntil" = $2 where id = $1`, [id, inDays(-2)]);
    });
    expect(await getRisk.execute(editor, { id })).toMatchObject({ status: "open" });
    const open = await riskRegister.list.execute(editor, { status: "open", limit: 200 });
    expect(open.rows.map((row) => row.id)).toContain(id);
    const [shown] = (await decisionRegister.list.execute(editor, { subject: id })).rows;
    expect(shown).toMatchObject({ state: "ended" });
    for (const round of [1, 2]) await endAcceptances.run(theSystem(), { round }, { report: async () => {} });
    const { ref, status } = await getRisk.execute(editor, { id });
    expect(status).toBe("open");
    const tasks = await tasksOf.execute(editor, { subject: id });
    expect(tasks).toMatchObject([{ assignee: { id: editor.personId }, state: "open", dueOn: inDays(14) }]);
    expect(await titles(lead)).toContainEqual(expect.stringContaining(`The acceptance of ${ref}`));
    const stored = await asOwner((client) =>
      client.query(`select state, "closedReason" from decisions where "subjectId" = $1`, [id]),
    );
    expect(stored.rows).toEqual([{ state: "ended", closedReason: expect.stringContaining("has passed") }]);
  });
});
