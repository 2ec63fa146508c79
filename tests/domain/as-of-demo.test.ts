import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import { getProgramme } from "@/lib/domain/programme/queries";
import { listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { loadDemo } from "@/prisma/seed/demo";
import { demoId } from "@/prisma/seed/demo/calendar";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

// The demo counts its days from the day of loading.
const ago = (days: number) => addDays(dayIn("Europe/Berlin", new Date()), -days);
let executive: Actor;

beforeAll(async () => {
  await loadDemo();
  executive = await personWith("executive", rootUnit);
});

describe("the demo organisation holds a year of history", () => {
  test("its registers were smaller nine months ago, and empty before it began", async () => {
    const count = (asOf: string) => riskRegister.count.execute(executive, { asOf });
    expect(await count(ago(500))).toEqual({ count: 0, all: 0 });
    expect((await count(ago(330))).all).toBe(14);
    expect((await count(ago(270))).all).toBe(29);
    expect((await count(ago(0))).all).toBe(70);
    expect((await systemRegister.count.execute(executive, { asOf: ago(270) })).all).toBe(17);
    for (const { concept } of partConcepts) {
      const register = parts[concept].register;
      expect((await register.count.execute(executive, { asOf: ago(270) })).all, concept).toBeGreaterThan(0);
    }
  });

  test("a risk has the score of each day, and the scores up to it", async () => {
    const id = demoId("risks", "invoice-instructions");
    const scoreOn = async (asOf: string) => (await getRisk.execute(executive, { id, asOf })).currentScore;
    expect(await scoreOn(ago(310))).toBe(20);
    expect(await scoreOn(ago(120))).toBe(20);
    expect(await scoreOn(ago(100))).toBe(12);
    expect(await scoreOn(ago(0))).toBe(8);
    expect((await listScores.execute(executive, { id, asOf: ago(310) })).rows).toHaveLength(2);
  });

  test("a system has the stage of each day, with the moves up to it", async () => {
    const id = demoId("systems", "claims-intake-agent");
    const live = await getSystem.execute(executive, { id });
    const first = (live as unknown as { moves: { fromStage: string; movedAt: string }[] }).moves.at(-1);
    const dayBefore = addDays(first?.movedAt.slice(0, 10) ?? "", -1);
    const then = await getSystem.execute(executive, { id, asOf: dayBefore });
    expect(then).toMatchObject({ stage: first?.fromStage, moves: [] });
  });

  test("the programme is counted as of a day too, and each figure opens the records behind it", async () => {
    const asOf = ago(270);
    const { risks, systems, trend } = await getProgramme.execute(executive, { asOf });
    const live = await getProgramme.execute(executive, {});
    expect(risks.open).toBeLessThan(live.risks.open);
    expect(systems.inUse).toBeLessThan(live.systems.inUse);
    expect(trend.at(-1)?.month).toBe(asOf.slice(0, 7));
    const [highest] = risks.byLevel;
    const filters = Object.fromEntries(new URL(highest?.href ?? "", "http://localhost").searchParams);
    expect(filters["asOf"]).toBe(asOf);
    expect((await riskRegister.count.execute(executive, filters)).count).toBe(highest?.count);
  });

  test("the chain is whole and in the order of time", async () => {
    expect((await verifyAudit()).problem).toBeNull();
    const [late] = await asOwner(
      async (client) =>
        (
          await client.query(
            "select count(*)::int as n from audit_entries one join audit_entries next on next.seq = one.seq + 1 where next.at < one.at",
          )
        ).rows,
    );
    expect(late).toEqual({ n: 0 });
  });
});
