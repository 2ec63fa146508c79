import { beforeAll, describe, expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { quantifyRisk } from "@/lib/domain/risks/commands/quantify-risk";
import { closeRisk } from "@/lib/domain/risks/commands/review-risk";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { lossMethodVersion } from "@/lib/domain/risks/quantification/method";
import { meanOf } from "@/lib/domain/risks/quantification/ranges";
import { figuresOf, simulateYears } from "@/lib/domain/risks/quantification/simulate";
import { simulateEach } from "@/lib/domain/risks/quantification/simulation";
import { listQuantifications, lossExposure } from "@/lib/domain/risks/queries/quantification";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { createUnit, createWorld, personWith, refreshed, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.insurance);
});

const pert = {
  frequencyKind: "pert" as const,
  frequencyLow: 0.5,
  frequencyLikely: 1,
  frequencyHigh: 3,
  lossKind: "lognormal" as const,
  lossLow: 10_000,
  lossHigh: 200_000,
  reason: "Two incidents last year; prices of the forensic contract.",
};
const expectedOf = ({ frequencyLow, frequencyLikely, frequencyHigh, lossLow, lossHigh }: typeof pert) =>
  meanOf({ kind: "pert", min: frequencyLow, likely: frequencyLikely, max: frequencyHigh }) *
  meanOf({ kind: "lognormal", p5: lossLow, p95: lossHigh });

async function risk(unitId: string, by = owner): Promise<{ id: string; version: number }> {
  number += 1;
  const { id } = await createRisk.execute(by, { title: `Loss ${number}`, category: "security", unitId });
  return { id, version: 1 };
}

describe("putting numbers to a risk", () => {
  test("gives the expected loss per year, the percentiles and the curve, before and after treatment", async () => {
    const { id, version } = await risk(world.claims);
    await quantifyRisk.execute(owner, {
      id,
      version,
      ...pert,
      treatedFrequencyLow: 0.1,
      treatedFrequencyLikely: 0.2,
      treatedFrequencyHigh: 0.6,
    });
    const [newest] = (await listQuantifications.execute(owner, { id })).rows;
    expect(newest).toMatchObject({ methodVersion: lossMethodVersion });
    expect((newest?.figures.expected ?? 0) / expectedOf(pert)).toBeCloseTo(1, 1);
    expect((newest?.treatedFigures?.expected ?? 0) / (expectedOf(pert) / 5)).toBeCloseTo(1, 1);
    expect(newest?.figures.curve).toHaveLength(60);
    expect(newest).toMatchObject({ years: 100_000, currency: "EUR", reason: pert.reason, lossLow: 10_000 });
    const { rows } = await riskRegister.list.execute(owner, {
      q: `Loss ${number}`,
      columns: "expectedLoss,p95Loss",
    });
    expect(rows[0]?.["expectedLoss"]).toBe(Math.round(newest?.figures.expected ?? 0));
    expect(rows[0]?.["p95Loss"]).toBe(Math.round(newest?.figures.p95 ?? 0));
  });

  test("earlier quantifications stay, and nobody can change them", async () => {
    const { id, version } = await risk(world.claims);
    const second = await quantifyRisk.execute(owner, { id, version, ...pert });
    await quantifyRisk.execute(owner, { id, version: second.version, ...pert, lossHigh: 400_000 });
    const { rows } = await listQuantifications.execute(owner, { id });
    expect(rows.map(({ lossHigh }) => lossHigh)).toEqual([400_000, 200_000]);
    await expect(quantifyRisk.execute(owner, { id, version, ...pert })).rejects.toBeInstanceOf(Conflict);
    const scope = { units: "all", writable: "all", actor: owner.personId ?? "", secrets: false } as const;
    await expect(
      transact(scope, (tx) => tx.riskQuantification.updateMany({ data: { reason: "Otherwise" } })),
    ).rejects.toThrow();
  });

  test("goes along when the risk moves to another business unit", async () => {
    const { id, version } = await risk(world.claims);
    const { version: next } = await quantifyRisk.execute(owner, { id, version, ...pert });
    await updateRisk.execute(owner, { id, version: next, unitId: world.insurance });
    const units = await asOwner((client) =>
      client.query(`select "unitId" from risk_quantifications where "riskId" = $1`, [id]),
    );
    expect(units.rows).toEqual([{ unitId: world.insurance }]);
  });

  test.each([
    ["an end without the other", { treatedLossLow: 5 }, "treatedLossHigh"],
    ["PERT without a most likely value", { frequencyLikely: null }, "frequencyLikely"],
    ["a minimum above the most likely value", { frequencyLow: 2 }, "frequencyLikely"],
    ["a most likely value above the maximum", { frequencyLikely: 4 }, "frequencyHigh"],
    ["a 90 % interval that begins at zero", { lossLow: 0 }, "lossLow"],
    ["a 90 % interval of no width", { lossHigh: 10_000 }, "lossHigh"],
    ["more events than can be simulated", { frequencyHigh: 51 }, "frequencyHigh"],
    ["a negative loss", { lossLow: -1 }, "lossLow"],
  ])("%s is refused beside its field, and nothing is written", async (_name, wrong, path) => {
    const { id, version } = await risk(world.claims);
    const refused = await quantifyRisk
      .execute(owner, { id, version, ...pert, ...wrong })
      .catch((error) => error);
    expect(refused).toBeInstanceOf(Invalid);
    expect((refused as Invalid).problems.map((problem) => problem.path)).toEqual([path]);
    expect((await listQuantifications.execute(owner, { id })).rows).toEqual([]);
    expect((await getRisk.execute(owner, { id })).version).toBe(version);
  });

  test("is for who may change the risk, while it is open", async () => {
    const { id, version } = await risk(world.claims);
    const auditor = await personWith("auditor", world.claims);
    await expect(quantifyRisk.execute(auditor, { id, version, ...pert })).rejects.toBeInstanceOf(Forbidden);
    const stranger = await personWith("risk-owner", world.clinics);
    await expect(quantifyRisk.execute(stranger, { id, version, ...pert })).rejects.toBeInstanceOf(NotFound);
    await expect(listQuantifications.execute(stranger, { id })).rejects.toBeInstanceOf(NotFound);
    const closed = await closeRisk.execute(owner, { id, version, reason: "Switched off." });
    await expect(
      quantifyRisk.execute(owner, { id, version: closed.version, ...pert }),
    ).rejects.toBeInstanceOf(Conflict);
  });
});

describe("the simulation in its thread", () => {
  const estimate = {
    frequency: { kind: "pert" as const, min: 0.5, likely: 1, max: 3 },
    loss: { kind: "lognormal" as const, p5: 10_000, p95: 200_000 },
  };

  test("gives the same curve for the same seed, the one that the formula gives without a thread, and another for another seed", async () => {
    const [a, again, b] = await simulateEach([
      { estimate, seed: "a" },
      { estimate, seed: "a" },
      { estimate, seed: "b" },
    ]);
    expect(again).toEqual(a);
    expect(a).toEqual(figuresOf(simulateYears(estimate, "a")));
    expect(b?.curve).not.toEqual(a?.curve);
  });

  test("tells of a failure and goes on with the next question", async () => {
    const broken = { ...estimate, frequency: { ...estimate.frequency, max: 0.1 } };
    await expect(simulateEach([{ estimate: broken, seed: "a" }])).rejects.toThrow("must not be below");
    expect(await simulateEach([{ estimate, seed: "c" }])).toHaveLength(1);
  });
});

describe("the exposure of a unit", () => {
  test("adds up the open risks of the unit and those below it, says how many of how many, and leaves others out", async () => {
    const fresh = await personWith("risk-owner", world.clinics);
    const [one, two, closed] = [
      await risk(world.clinics, fresh),
      await risk(world.clinics, fresh),
      await risk(world.clinics, fresh),
    ];
    await risk(world.clinics, fresh);
    for (const { id, version } of [one, two, closed])
      await quantifyRisk.execute(fresh, { id, version, ...pert });
    await closeRisk.execute(fresh, { id: closed.id, version: 2, reason: "Switched off." });

    const found = await lossExposure.execute(fresh, {});
    expect([found.quantified, found.of, found.added]).toEqual([2, 3, 2]);
    expect(found.risks.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect((found.figures?.expected ?? 0) / (2 * expectedOf(pert))).toBeCloseTo(1, 1);
    // Independent risks rarely have their bad year together.
    const [alone] = (await listQuantifications.execute(fresh, { id: one.id })).rows;
    expect(found.figures?.p99 ?? 0).toBeLessThan(2 * (alone?.figures.p99 ?? 0));
    expect(await lossExposure.execute(fresh, { unitId: world.claims })).toMatchObject({
      of: 0,
      figures: null,
    });
  });

  test("leaves out what was estimated in another currency, and says how many", async () => {
    const { id, version } = await risk(world.claims);
    await quantifyRisk.execute(owner, { id, version, ...pert, lossHigh: 100_000_000 });
    const before = await lossExposure.execute(owner, { unitId: world.claims });
    await asOwner((client) =>
      client.query(`alter table risk_quantifications disable trigger never_changed;
        update risk_quantifications set currency = 'CHF' where "riskId" = '${id}';
        alter table risk_quantifications enable trigger never_changed`),
    );
    const after = await lossExposure.execute(owner, { unitId: world.claims });
    expect([before.otherCurrencies, after.otherCurrencies]).toEqual([0, 1]);
    expect(after.figures?.expected ?? 0).toBeLessThan((before.figures?.expected ?? 0) / 2);
  });

  test("counts the unit's subtree as far as one may read it", async () => {
    const all = await lossExposure.execute(owner, { unitId: world.insurance });
    const below = await lossExposure.execute(owner, { unitId: world.claims });
    expect(all.quantified).toBeGreaterThan(below.quantified);
    const stranger = await personWith("auditor", world.clinics);
    expect(await lossExposure.execute(stranger, { unitId: world.insurance })).toMatchObject({
      of: 0,
      risks: [],
    });
  });
});

test("the losses of a register look back to a day: only what was quantified then is added", async () => {
  const unit = await createUnit("Quantified later", world.insurance);
  const lately = await refreshed(owner);
  const one = await onDay("2026-02-10", () => risk(unit, lately));
  await onDay("2026-03-10", () => quantifyRisk.execute(lately, { ...one, ...pert }));
  const asked = (asOf: string) => lossExposure.execute(lately, { unitId: unit, asOf });
  expect(await asked("2026-02-28")).toMatchObject({ of: 1, quantified: 0, figures: null });
  const then = await asked("2026-03-31");
  expect(then).toMatchObject({ of: 1, quantified: 1 });
  expect((then.figures?.expected ?? 0) / expectedOf(pert)).toBeCloseTo(1, 1);
  expect((await listQuantifications.execute(lately, { id: one.id, asOf: "2026-02-28" })).rows).toEqual([]);
});
