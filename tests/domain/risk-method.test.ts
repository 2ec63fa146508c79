import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { initialRiskMethod as initial, type RiskMethod } from "@/lib/domain/risks/method";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listMethodVersions } from "@/lib/domain/risks/queries/method-versions";
import { countCategories, previewRiskMethod } from "@/lib/domain/risks/queries/preview-method";
import { listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { methodDifferences } from "@/lib/domain/risks/versions/rules";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("risk-owner", world.claims);
});

beforeEach(() => asOwner((client) => client.query("delete from risks")));

async function scored(likelihood: number, impact: number, category = "security"): Promise<string> {
  const input = { title: `Method risk ${++made}`, category, unitId: world.claims };
  const { id } = await createRisk.execute(owner, input);
  await scoreRisk.execute(owner, { id, version: 1, kind: "current", likelihood, impact, reason: "Seen." });
  return id;
}

async function set(method: RiskMethod, moves: Record<string, string> = {}) {
  const { version } = await getRiskMethod.execute(lead, {});
  return setRiskMethod.execute(lead, { version, method, moves, reason: "Decided by the board." });
}

const shorter: RiskMethod = {
  ...initial,
  likelihood: initial.likelihood.slice(0, 4),
  impact: initial.impact.slice(0, 3),
  bands: [
    { level: "low", label: "Low", from: 1, to: 4 },
    { level: "high", label: "Serious", from: 5, to: 12 },
  ],
};

const renamed: RiskMethod = {
  ...initial,
  likelihood: initial.likelihood.map((step, i) => (i === 3 ? { ...step, label: "Frequent" } : step)),
  bands: initial.bands.map((band) => (band.level === "critical" ? { ...band, label: "Intolerable" } : band)),
};

describe("an old score", () => {
  test("still reads in the words of the method it was made with, after steps and levels were renamed", async () => {
    await set(initial);
    const id = await scored(4, 5);
    await set(renamed);
    const { version } = await getRisk.execute(owner, { id });
    const again = { id, version, kind: "current" as const, likelihood: 4, impact: 5, reason: "Again." };
    await scoreRisk.execute(owner, again);
    const { rows } = await listScores.execute(owner, { id });
    expect(rows.map(({ words }) => words)).toMatchObject([
      { likelihood: "Frequent", level: "critical", levelLabel: "Intolerable" },
      { likelihood: "Likely", level: "critical", levelLabel: "Critical" },
    ]);
  });

  test("that the shortened scale no longer has shows no level, and a filter lists it", async () => {
    await set(initial);
    const [off, on] = [await scored(2, 5), await scored(2, 3)];
    await set(shorter);
    expect(await getRisk.execute(owner, { id: off })).toMatchObject({ level: null, offScale: ["current"] });
    expect(await getRisk.execute(owner, { id: on })).toMatchObject({ level: "high", offScale: [] });
    const listed = async (filters: object) =>
      (await riskRegister.list.execute(owner, filters)).rows.map((row) => row["id"]);
    expect(await listed({ offScale: "current" })).toEqual([off]);
    expect(await listed({ offScale: "none" })).toEqual([on]);
    expect(await listed({ level: "high" })).toEqual([on]);
    expect(await riskHeatMap.execute(owner, {})).toMatchObject({ scored: 1, unscored: 0, offScale: 1 });
  });
});

describe("a draft of the method", () => {
  test("tells how many risks would change level, go above appetite or fall off the scale, and changes nothing", async () => {
    await set(initial);
    await scored(2, 5);
    await scored(2, 3);
    const stricter = { ...shorter, categories: initial.categories.map((one) => ({ ...one, appetite: 5 })) };
    expect(await previewRiskMethod.execute(lead, { method: stricter })).toMatchObject({
      risks: 2,
      levelChanged: 2,
      newlyAbove: 1,
      offScale: 1,
    });
    expect(await getRiskMethod.execute(lead, {})).toMatchObject({ likelihood: initial.likelihood });
    await expect(previewRiskMethod.execute(owner, { method: initial })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("a category", () => {
  const without = { ...initial, categories: initial.categories.filter(({ key }) => key !== "fairness") };

  test("that risks use goes only when it is said where they move to, and each risk tells that it moved", async () => {
    await set(initial);
    const id = await scored(2, 2, "fairness");
    expect((await countCategories.execute(lead, {})).categories).toEqual([{ key: "fairness", risks: 1 }]);
    await expect(set(without)).rejects.toMatchObject({
      problems: [{ path: "moves", message: expect.stringContaining("1 risk uses the category") }],
    });
    await expect(set(without, { fairness: "no-such" })).rejects.toMatchObject({
      problems: [{ path: "moves" }],
    });
    expect(await getRisk.execute(owner, { id })).toMatchObject({ category: "fairness" });
    await set(without, { fairness: "compliance" });
    expect(await getRisk.execute(owner, { id })).toMatchObject({ category: "compliance" });
    const { entries } = await riskHistory.execute(owner, { id });
    expect(entries[0]?.changes).toContainEqual({
      label: "Category",
      before: "fairness",
      after: "compliance",
    });
  });

  test("that nobody uses goes without a word", async () => {
    await set(without);
    expect((await getRiskMethod.execute(lead, {})).categories).toHaveLength(initial.categories.length - 1);
  });
});

describe("the versions of the method", () => {
  test("are listed newest first, with who, why and what changed in words", async () => {
    await set(initial);
    await set(renamed);
    const [newest] = (await listMethodVersions.execute(owner, {})).rows;
    expect(newest).toMatchObject({
      reason: "Decided by the board.",
      differences: [
        "Likelihood 4: “Likely” is now “Frequent”.",
        "Level Critical: “Critical” is now “Intolerable”.",
      ],
    });
    expect(newest?.setBy).not.toBe("Plumbline");
  });

  test("name steps, levels and categories that came or went, and moved limits", () => {
    expect(methodDifferences(initial, shorter)).toEqual([
      "Likelihood has 4 steps, before 5.",
      "Likelihood 5 Almost certain is gone.",
      "Impact has 3 steps, before 5.",
      "Impact 4 Major is gone.",
      "Impact 5 Severe is gone.",
      "Level Medium is gone.",
      "Level Critical is gone.",
      "Level High: “High” is now “Serious”.",
      "Level High goes from 5 to 12, before 10 to 16.",
    ]);
    expect(methodDifferences(initial, initial)).toEqual([]);
  });

  test("the second of two who edit is told and sees the first one's method", async () => {
    const { version } = await getRiskMethod.execute(lead, {});
    await set(renamed);
    const late = setRiskMethod.execute(lead, { version, method: shorter, reason: "Late." });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    await expect(late).rejects.toMatchObject({ current: { likelihood: renamed.likelihood } });
  });
});
