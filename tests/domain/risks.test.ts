import { beforeAll, describe, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { requestAcceptance } from "@/lib/domain/risks/commands/request-acceptance";
import { closeRisk, reopenRisk, reviewRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listReviews, listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let lead: Actor;
const today = () => inDays(0);

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.claims);
  lead = await personWith("lead", world.root);
});

let made = 0;
const create = (extra: object = {}) =>
  createRisk.execute(owner, {
    title: `Risk ${++made}`,
    category: "security",
    unitId: world.claims,
    ...extra,
  });
const score = (
  id: string,
  version: number,
  likelihood: number,
  impact: number,
  kind: "current" | "inherent" | "target" = "current",
) => scoreRisk.execute(owner, { id, version, kind, likelihood, impact, reason: "Seen in the test." });

describe("a score", () => {
  test("is added to the history with its reason and method version, and moves the next review by its level", async () => {
    const { id } = await create();
    await score(id, 1, 4, 5);
    await score(id, 2, 2, 3);
    expect(await getRisk.execute(owner, { id })).toMatchObject({
      currentScore: 6,
      level: "medium",
      appetite: "within",
      nextReviewOn: addDays(today(), 180),
    });
    const { rows } = await listScores.execute(owner, { id });
    expect(rows).toMatchObject([
      { kind: "current", score: 6, reason: "Seen in the test.", scoredBy: owner.name },
      { kind: "current", score: 20 },
    ]);
  });

  test("keeps the risk's own review interval", async () => {
    const { id } = await create({ reviewEveryDays: 11 });
    await score(id, 1, 5, 5);
    expect(await getRisk.execute(owner, { id })).toMatchObject({ nextReviewOn: addDays(today(), 11) });
  });

  test("needs a reason and a place on the scale", async () => {
    const { id } = await create();
    await expect(
      scoreRisk.execute(owner, { id, version: 1, kind: "current", likelihood: 2, impact: 2, reason: " " }),
    ).rejects.toBeInstanceOf(Invalid);
    await expect(score(id, 1, 6, 2)).rejects.toThrow("Likelihood goes from 1 to 5");
  });

  test("given by two people on the same version is kept once", async () => {
    const { id } = await create();
    const outcomes = await Promise.allSettled([score(id, 1, 1, 1), score(id, 1, 2, 2)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listScores.execute(owner, { id })).rows).toHaveLength(1);
  });
});

describe("a treatment", () => {
  test("puts the risk in treatment, and taking it back opens the risk again", async () => {
    const { id } = await create();
    await updateRisk.execute(owner, {
      id,
      version: 1,
      treatment: "mitigate",
      treatmentDueOn: addDays(today(), -1),
    });
    expect(await getRisk.execute(owner, { id })).toMatchObject({
      status: "treating",
      overdue: ["treatment"],
    });
    const late = await riskRegister.list.execute(owner, { overdue: "treatment" });
    expect(late.rows.map((row) => row.id)).toEqual([id]);
    await updateRisk.execute(owner, { id, version: 2, treatment: null });
    expect(await getRisk.execute(owner, { id })).toMatchObject({ status: "open" });
  });
});

describe("a closed risk", () => {
  test("keeps the reason, is left alone until it is reopened, and withdraws what was asked for", async () => {
    const { id } = await create();
    await score(id, 1, 2, 2);
    await requestAcceptance.execute(owner, { id, version: 2, reason: "x", until: addDays(today(), 9) });
    await closeRisk.execute(owner, { id, version: 3, reason: "The system is retired." });
    const closed = await getRisk.execute(owner, { id });
    expect(closed).toMatchObject({
      status: "closed",
      nextReviewOn: null,
      pending: null,
      can: { edit: false, reopen: true },
    });
    expect(closed.notNow.score).toContain("Reopen it first");
    await expect(score(id, 4, 1, 1)).rejects.toBeInstanceOf(Conflict);
    await expect(updateRisk.execute(owner, { id, version: 4, title: "x" })).rejects.toBeInstanceOf(Conflict);
    await reopenRisk.execute(owner, { id, version: 4, reason: "The system came back." });
    expect(await getRisk.execute(owner, { id })).toMatchObject({
      status: "open",
      nextReviewOn: addDays(today(), 365),
    });
    const { rows } = await listReviews.execute(owner, { id });
    expect(rows.map(({ outcome, notes }) => [outcome, notes])).toEqual([
      ["reopened", "The system came back."],
      ["closed", "The system is retired."],
    ]);
  });
});

describe("a review", () => {
  test("is recorded and moves the next one, by the interval or as said, never into the past", async () => {
    const { id } = await create();
    await score(id, 1, 4, 5);
    await reviewRisk.execute(lead, { id, outcome: "no-change", notes: "Looked at." });
    expect(await getRisk.execute(owner, { id })).toMatchObject({ nextReviewOn: addDays(today(), 30) });
    const said = addDays(today(), 5);
    await reviewRisk.execute(owner, { id, outcome: "score-changed", notes: "Again.", nextReviewOn: said });
    expect(await getRisk.execute(owner, { id })).toMatchObject({ nextReviewOn: said });
    await expect(
      reviewRisk.execute(owner, { id, outcome: "no-change", notes: "x", nextReviewOn: today() }),
    ).rejects.toBeInstanceOf(Invalid);
  });
});

describe("the register", () => {
  test("is narrowed down by level, appetite and owner as the method and the reader say", async () => {
    const critical = await create({ ownerId: owner.personId });
    await score(critical.id, 1, 5, 5);
    const ids = async (filter: object) =>
      (await riskRegister.list.execute(owner, { limit: 200, ...filter })).rows.map((row) => row.id);
    expect(await ids({ level: "critical" })).toContain(critical.id);
    expect(await ids({ level: "low,medium,high,none" })).not.toContain(critical.id);
    expect(await ids({ appetite: "above" })).toContain(critical.id);
    expect(await ids({ appetite: "within" })).not.toContain(critical.id);
    expect(await ids({ mine: "true" })).toEqual([critical.id]);
    expect(await ids({ level: "none" })).not.toContain(critical.id);
    await expect(ids({ level: "huge" })).rejects.toBeInstanceOf(Invalid);
  });

  test("has a heat map whose counts are those of the list behind each cell, within the reader's scope and filters", async () => {
    const clinician = await personWith("lead", world.clinics);
    await createRisk.execute(clinician, { title: "Elsewhere", category: "safety", unitId: world.clinics });
    for (const score of ["current", "inherent", "target"] as const) {
      const map = await riskHeatMap.execute(owner, { score, category: "security" });
      const { count } = await riskRegister.count.execute(owner, { category: "security" });
      expect([map.all, map.scored + map.unscored]).toEqual([count, count]);
      for (const cell of map.cells) {
        const filter = { [`${score}Likelihood`]: `${cell.likelihood}`, [`${score}Impact`]: `${cell.impact}` };
        expect(await riskRegister.count.execute(owner, { category: "security", ...filter })).toMatchObject({
          count: cell.count,
        });
      }
    }
    expect((await riskHeatMap.execute(clinician, {})).all).toBe(1);
  });
});

describe("a risk that moves to another business unit", () => {
  test("takes its history along: it is seen there and no longer where it was", async () => {
    const { id } = await create();
    await score(id, 1, 3, 3);
    const clinician = await personWith("reader", world.clinics);
    await expect(getRisk.execute(clinician, { id })).rejects.toBeInstanceOf(NotFound);
    await updateRisk.execute(lead, { id, version: 2, unitId: world.clinics });
    await expect(getRisk.execute(owner, { id })).rejects.toBeInstanceOf(NotFound);
    expect((await listScores.execute(clinician, { id })).rows).toHaveLength(1);
    const left = await asOwner((client) =>
      client.query(`select 1 from risk_scores where "riskId" = $1 and "unitId" <> $2`, [id, world.clinics]),
    );
    expect(left.rowCount).toBe(0);
  });
});

describe("a link to a system of another business unit", () => {
  test("is not shown to whoever may not read that system, and survives their change of the links", async () => {
    const system = (name: string, unitId: string) => createSystem.execute(lead, { name, unitId });
    const [hidden, own, other] = await Promise.all([
      system("Clinic triage", world.clinics),
      system("Claims intake", world.claims),
      system("Claims fraud", world.claims),
    ]);
    const title = `Risk ${++made}`;
    const systemIds = [hidden.id, own.id];
    const { id } = await createRisk.execute(lead, {
      title,
      category: "security",
      unitId: world.claims,
      systemIds,
    });
    expect((await getRisk.execute(owner, { id })).systems).toEqual([{ id: own.id, name: "Claims intake" }]);
    const [row] = (await riskRegister.list.execute(owner, { q: title, columns: "title,systems" })).rows;
    expect(row?.["systems"]).toEqual([{ id: own.id, name: "Claims intake" }]);
    await updateRisk.execute(owner, { id, version: 1, systemIds: [other.id] });
    const names = (await getRisk.execute(lead, { id })).systems?.map(({ name }) => name).sort();
    expect(names).toEqual(["Claims fraud", "Clinic triage"]);
  });
});

describe("what somebody may not do", () => {
  test("is forbidden on a risk they may read, and says so in what they are offered", async () => {
    const { id } = await create();
    const reader = await personWith("reader", world.claims);
    const { can, notNow } = await getRisk.execute(reader, { id });
    expect([Object.values(can).some(Boolean), notNow]).toEqual([false, {}]);
    await expect(updateRisk.execute(reader, { id, version: 1, title: "x" })).rejects.toBeInstanceOf(
      Forbidden,
    );
  });

  test("is not found outside their units, also for somebody who may do it elsewhere", async () => {
    const { id } = await create();
    const clinician = await personWith("lead", world.clinics);
    await expect(updateRisk.execute(clinician, { id, version: 1, title: "x" })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});

describe("the history", () => {
  test("says what changed, before and after, with the reason of a score", async () => {
    const { id } = await create();
    await updateRisk.execute(owner, { id, version: 1, treatment: "transfer" });
    await score(id, 2, 2, 2);
    const { entries } = await riskHistory.execute(owner, { id });
    expect(entries[0]?.changes).toContainEqual({ label: "Reason", before: null, after: "Seen in the test." });
    expect(entries[1]?.changes).toContainEqual({ label: "Treatment", before: null, after: "Transfer" });
    expect(entries).toHaveLength(3);
  });
});

describe("the risk method", () => {
  test("is set for the whole organisation by those who may, with a reason; old scores keep their version", async () => {
    const { id } = await create();
    await score(id, 1, 3, 4);
    const { version } = await getRiskMethod.execute(owner, {});
    const bands = initialRiskMethod.bands.map((band) =>
      band.level === "high" ? { ...band, to: 11 } : band.level === "critical" ? { ...band, from: 12 } : band,
    );
    const input = { version, method: { ...initialRiskMethod, bands }, reason: "Board decision." };
    await expect(setRiskMethod.execute(owner, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(setRiskMethod.execute(await personWith("lead", world.claims), input)).rejects.toBeInstanceOf(
      Forbidden,
    );
    await setRiskMethod.execute(lead, input);
    await expect(setRiskMethod.execute(lead, input)).rejects.toBeInstanceOf(Conflict);
    expect(await getRisk.execute(owner, { id })).toMatchObject({ level: "critical" });
    expect((await listScores.execute(owner, { id })).rows[0]).toMatchObject({ methodVersion: version });
  });
});
