import { beforeAll, describe, expect, test } from "vitest";
import { createControl } from "@/lib/domain/controls/commands/change-control";
import { followAllControls } from "@/lib/domain/controls/commands/follow-controls";
import { giveScoreBack } from "@/lib/domain/controls/commands/give-back";
import { linkControl, unlinkControl } from "@/lib/domain/controls/commands/link-risk";
import { testControl } from "@/lib/domain/controls/commands/test-control";
import { currentFrom, type LinkedEffect } from "@/lib/domain/controls/current-score/rules";
import { getControl } from "@/lib/domain/controls/queries/control";
import { controlsOnRisk, risksOfControl } from "@/lib/domain/controls/queries/links";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { listScores } from "@/lib/domain/risks/queries/record";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

const effect = (ref: string, likelihood: number, impact: number, share: 0 | 0.5 | 1 = 1): LinkedEffect => ({
  ...{ ref, title: `Control ${ref}`, share, why: "Its test on 1 Oct 2026 failed." },
  lowersLikelihood: likelihood,
  lowersImpact: impact,
});
const five = { likelihood: 5, impact: 5 };

describe("the rule of the current score", () => {
  test("lowers each axis by the strongest control, and says which", () => {
    const derived = currentFrom(
      { likelihood: 5, impact: 4 },
      [effect("C-1", 2, 0), effect("C-2", 1, 1)],
      five,
    );
    expect(derived).toMatchObject({ likelihood: 3, impact: 3 });
    expect(derived.sentence).toBe(
      "5×4 → 3×3, because C-1 Control C-1 lowers likelihood by 2; C-2 Control C-2 lowers impact by 1.",
    );
  });

  test("adds one step once two further controls lower the same axis", () => {
    const start = { likelihood: 5, impact: 4 };
    const two = [effect("C-1", 2, 0), effect("C-2", 1, 0)];
    expect(currentFrom(start, two, five).likelihood).toBe(3);
    const three = currentFrom(start, [...two, effect("C-3", 1, 0)], five);
    expect(three.likelihood).toBe(2);
    expect(three.sentence).toContain("2 others lower likelihood too, by 1 step together");
  });

  test("never goes below 1, and never up", () => {
    expect(currentFrom({ likelihood: 1, impact: 2 }, [effect("C-1", 4, 4)], five)).toMatchObject({
      likelihood: 1,
      impact: 1,
    });
  });

  test("counts nothing of a control that does not work and half of one that partly does, and says so", () => {
    const derived = currentFrom(
      { likelihood: 5, impact: 4 },
      [effect("C-1", 2, 0, 0), effect("C-2", 2, 1, 0.5)],
      five,
    );
    expect(derived).toMatchObject({ likelihood: 4, impact: 4 });
    expect(derived.sentence).toBe(
      "5×4 → 4×4, because C-2 Control C-2, counted for half, lowers likelihood by 1. C-1 does not count: Its test on 1 Oct 2026 failed.",
    );
  });

  test("stretches the steps to a longer scale and shrinks them to a shorter one", () => {
    const seven = { likelihood: 7, impact: 3 };
    expect(currentFrom({ likelihood: 7, impact: 3 }, [effect("C-1", 2, 1)], seven)).toMatchObject({
      likelihood: 4,
      impact: 2,
    });
  });

  test("without a control that counts leaves the inherent score as it is", () => {
    expect(currentFrom({ likelihood: 4, impact: 4 }, [], five).sentence).toBe(
      "4×4 stays, because no linked control counts.",
    );
  });
});

let world: World;
let lead: Actor;
let owner: Actor;
const today = inDays(0);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
});

let made = 0;

async function risk(scored: "inherent" | "both" = "inherent") {
  const unitId = world.claims;
  const title = `Risk ${++made}`;
  const { id } = await createRisk.execute(lead, {
    title,
    category: "security",
    unitId,
    ownerId: owner.personId,
  });
  const score = async (kind: "inherent" | "current", likelihood: number, impact: number) =>
    scoreRisk.execute(lead, {
      ...{ id, version: (await getRisk.execute(lead, { id })).version, kind, likelihood, impact },
      reason: "By hand.",
    });
  await score("inherent", 5, 4);
  if (scored === "both") await score("current", 4, 4);
  return { id, score };
}

async function control(facts: object = {}) {
  const { id } = await createControl.execute(lead, {
    ...{ title: "Prompt filters", kind: "preventive", unitId: world.claims, status: "implemented" },
    ...{ implementation: "At the gateway.", ownerId: lead.personId, lowersLikelihood: 2, lowersImpact: 1 },
    ...facts,
  });
  return id;
}

async function tested(id: string, outcome: "passed" | "failed", daysAgo = 0, by = lead) {
  const { version } = await getControl.execute(by, { id });
  const testedOn = addDays(today, -daysAgo);
  return testControl.execute(by, { id, version, outcome, testedOn, note: "Looked." });
}

const current = async (id: string) => {
  const { currentLikelihood, currentImpact } = await getRisk.execute(lead, { id });
  return `${currentLikelihood}×${currentImpact}`;
};

const notices = async () =>
  asOwner(async (client) =>
    (
      await client.query(`select title from notifications where "personId" = $1 order by "createdAt" desc`, [
        owner.personId,
      ])
    ).rows.map((row) => row.title as string),
  );

describe("a risk without a current score", () => {
  test("takes it from its controls, moves back when one fails, and its owner is told", async () => {
    const { id: riskId } = await risk();
    const controlId = await control();
    await linkControl.execute(lead, { controlId, riskId });
    expect(await current(riskId)).toBe("5×4");
    await tested(controlId, "passed");
    expect(await current(riskId)).toBe("3×3");
    const { rows } = await listScores.execute(lead, { id: riskId });
    expect(rows[0]).toMatchObject({ derived: true, scoredBy: "By the controls" });
    expect(rows[0]?.reason).toMatch(/^5×4 → 3×3, because C-\d{4} Prompt filters lowers likelihood by 2; /);
    await tested(controlId, "failed");
    expect(await current(riskId)).toBe("5×4");
    expect((await notices())[0]).toMatch(/^The current score of R-\d{4} rose: 5×4 stays, because no linked/);
    expect((await listScores.execute(lead, { id: riskId })).rows.length).toBe(4);
  });

  test("moves back when a test becomes stale, without anybody doing anything", async () => {
    const { id: riskId } = await risk();
    const controlId = await control({ testEveryDays: 30 });
    await linkControl.execute(lead, { controlId, riskId });
    await tested(controlId, "passed", 10);
    expect(await current(riskId)).toBe("3×3");
    await asOwner((client) =>
      client.query(`update controls set "nextTestOn" = current_date - 2 where id = $1`, [controlId]),
    );
    await followAllControls.execute(theSystem(), {});
    expect(await current(riskId)).toBe("5×4");
    expect((await notices())[0]).toContain("the next one was due on");
  });

  test("follows a new inherent score, and a control that is taken away", async () => {
    const { id: riskId, score } = await risk();
    const controlId = await control();
    const { id } = await linkControl.execute(lead, { controlId, riskId });
    await tested(controlId, "passed");
    await score("inherent", 4, 4);
    expect(await current(riskId)).toBe("2×3");
    await unlinkControl.execute(lead, { id });
    expect(await current(riskId)).toBe("4×4");
    expect((await controlsOnRisk.execute(lead, { riskId })).rows).toEqual([]);
  });
});

describe("a current score that a person set", () => {
  test("stands, and its owner is told when a control counts for less; it can be given back to the controls", async () => {
    const { id: riskId, score } = await risk("both");
    const controlId = await control();
    await linkControl.execute(lead, { controlId, riskId });
    await tested(controlId, "passed");
    expect(await current(riskId)).toBe("4×4");
    const { derived, followsControls } = await controlsOnRisk.execute(lead, { riskId });
    expect([derived?.likelihood, derived?.impact, followsControls]).toEqual([3, 3, false]);
    await tested(controlId, "failed");
    expect((await notices())[0]).toContain("was set by hand: look at it again");
    await tested(controlId, "passed");
    const { version } = await getRisk.execute(lead, { id: riskId });
    await giveScoreBack.execute(lead, { id: riskId, version });
    expect(await current(riskId)).toBe("3×3");
    await score("current", 2, 2);
    await tested(controlId, "failed");
    expect(await current(riskId)).toBe("2×2");
  });

  test("is not given back without an inherent score or a control", async () => {
    const { id, score: _score } = await risk("both");
    const { version } = await getRisk.execute(lead, { id });
    await expect(giveScoreBack.execute(lead, { id, version })).rejects.toThrow("No control is linked");
  });
});

describe("a link between a control and a risk", () => {
  test("is seen from both sides, and stands once", async () => {
    const { id: riskId } = await risk();
    const controlId = await control();
    await linkControl.execute(lead, { controlId, riskId });
    await expect(linkControl.execute(lead, { controlId, riskId })).rejects.toThrow(
      "linked to the risk already",
    );
    expect((await risksOfControl.execute(lead, { controlId })).rows.map(({ id }) => id)).toEqual([riskId]);
  });

  test("joins a risk to its own unit's controls and to those of a whole unit above, to no others", async () => {
    const { id: riskId } = await risk();
    const above = await control({ unitId: world.insurance });
    await linkControl.execute(await personWith("lead", world.claims), { controlId: above, riskId });
    const clinics = await personWith("lead", world.clinics);
    const foreign = await createControl.execute(clinics, {
      ...{ title: "Elsewhere", kind: "preventive", unitId: world.clinics },
    });
    const root = await personWith("lead", world.root);
    await expect(linkControl.execute(root, { controlId: foreign.id, riskId })).rejects.toThrow(
      "no such control",
    );
    await expect(linkControl.execute(clinics, { controlId: foreign.id, riskId })).rejects.toThrow(
      "no such risk",
    );
  });
});
