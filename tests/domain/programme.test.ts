import { beforeAll, describe, expect, test } from "vitest";
import { systemRegister } from "@/lib/domain/inventory/systems/queries";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { getProgramme } from "@/lib/domain/programme/queries";
import type { Figure } from "@/lib/domain/programme/schema";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { requestAcceptance } from "@/lib/domain/risks/commands/request-acceptance";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { taskRegister } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { addDays } from "@/lib/platform/time/day";
import { loadDemo } from "@/prisma/seed/demo";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

let lead: Actor;
let partLead: Actor;

beforeAll(async () => {
  await loadDemo();
  lead = await personWith("lead", rootUnit);
  const busiest = await asOwner((client) =>
    client.query(
      `select "unitId" as id from risks where "unitId" <> $1 group by 1 order by count(*) desc limit 1`,
      [rootUnit],
    ),
  );
  partLead = await personWith("lead", busiest.rows[0].id);
}, 60_000);

/** Returns how many records the address of a figure opens. */
async function behind(actor: Actor, href: string): Promise<number> {
  const address = new URL(href, "http://localhost");
  const registers: Record<string, { count: typeof riskRegister.count }> = {
    "/systems": systemRegister,
    "/tasks": taskRegister,
    "/risks": riskRegister,
  };
  const register = registers[address.pathname] ?? riskRegister;
  return (await register.count.receive(actor, Object.fromEntries(address.searchParams))).count;
}

const isFigure = (value: unknown): value is Figure =>
  typeof value === "object" && value !== null && "href" in value;

describe("the programme", () => {
  test.each(["for the whole organisation", "for one business unit"])(
    "%s: every number opens exactly the records it counts",
    async (scope) => {
      const actor = scope.includes("whole") ? lead : partLead;
      const { systems, risks } = await getProgramme.execute(actor, {});
      const figures = [...Object.values(systems), ...Object.values(risks)].flat().filter(isFigure);
      expect(figures.length).toBeGreaterThan(20);
      for (const { key, href, count } of figures)
        expect([key, href, await behind(actor, href)]).toEqual([key, href, count]);
    },
  );

  test("says who is late with what, and every number opens those records", async () => {
    const { late } = await getProgramme.execute(lead, {});
    expect(late?.rows.length).toBeGreaterThan(3);
    for (const { name, tasks, risks, systems } of late?.rows ?? [])
      for (const { key, href, count } of [tasks, risks, systems])
        expect([name, key, await behind(lead, href)]).toEqual([name, key, count]);
    const { late: part } = await getProgramme.execute(partLead, {});
    const sum = (rows: readonly { late: number }[] = []) => rows.reduce((all, one) => all + one.late, 0);
    expect(sum(part?.rows)).toBeLessThan(sum(late?.rows));
  });

  test("counts every risk that is not closed in one level or as not scored", async () => {
    const { risks } = await getProgramme.execute(lead, {});
    const levels = risks.byLevel.reduce((sum, { count }) => sum + count, risks.unscored.count);
    expect(levels).toBe(risks.open);
    const families = risks.byFamily.reduce((sum, { count }) => sum + count, 0);
    expect([families, risks.byFamily.length]).toEqual([risks.open, 7]);
  });

  test("has a trend over twelve months whose last point is the register as it stands", async () => {
    const { risks, trend } = await getProgramme.execute(lead, {});
    expect(trend).toHaveLength(12);
    const high = risks.byLevel
      .filter(({ key }) => ["high", "critical"].includes(key))
      .reduce((sum, { count }) => sum + count, 0);
    expect(trend.at(-1)).toMatchObject({ high, scored: risks.open - risks.unscored.count });
    expect(trend[0]?.scored).toBeLessThan(trend.at(-1)?.scored ?? 0);
  });
});

describe("my work", () => {
  const today = inDays(0);

  test("holds what is asked of me, by date: tasks, treatments, reviews, what is not scored, and nothing of others", async () => {
    const owner = await personWith("risk-owner", rootUnit);
    const other = await personWith("risk-owner", rootUnit);
    const { id } = await createRisk.execute(owner, {
      title: "Late",
      category: "security",
      unitId: rootUnit,
      ownerId: owner.personId,
      treatment: "mitigate",
      treatmentDueOn: addDays(today, -3),
      reviewEveryDays: 5,
    });
    await createTask.execute(other, {
      subjectType: "risks",
      subjectId: id,
      title: "Tell the vendor",
      assigneeId: owner.personId,
      dueOn: addDays(today, 60),
    });
    const { groups, count } = await getMyWork.execute(owner, {});
    expect(groups.map(({ key, items }) => [key, items.map(({ kind }) => kind)])).toEqual([
      ["overdue", ["treatment"]],
      ["week", ["review"]],
      ["later", ["task"]],
      ["undated", ["unscored"]],
    ]);
    expect(count).toBe(4);
    expect((await getMyWork.execute(other, {})).count).toBe(0);
  });

  test("asks for a signature only from those who may give it", async () => {
    const owner = await personWith("risk-owner", rootUnit);
    const executive = await personWith("executive", rootUnit);
    const { id } = await createRisk.execute(owner, { title: "High", category: "security", unitId: rootUnit });
    const { version } = await scoreRisk.execute(owner, {
      id,
      version: 1,
      kind: "current",
      likelihood: 5,
      impact: 5,
      reason: "x",
    });
    await requestAcceptance.execute(owner, { id, version, reason: "x", until: addDays(today, 30) });
    const asked = async (actor: Actor) =>
      (await getMyWork.execute(actor, {})).groups
        .flatMap(({ items }) => items)
        .filter(({ kind, href }) => kind === "decision" && href.includes(id)).length;
    expect(await Promise.all([executive, lead, owner].map(asked))).toEqual([1, 0, 0]);
  });
});
