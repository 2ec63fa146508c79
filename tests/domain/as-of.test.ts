import { Client } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { closeRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { riskReport } from "@/lib/domain/risks/report";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import type { Actor } from "@/lib/platform/access/actor";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { transact } from "@/lib/platform/database/client";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import type { Download } from "@/lib/platform/http/download";
import type { Named } from "@/lib/platform/register/column";
import { registerExport } from "@/lib/platform/register/export";
import { pastLimit } from "@/lib/platform/register/past-limit";
import { runtimeDatabaseUrl } from "@/lib/platform/settings/settings";
import { addDays } from "@/lib/platform/time/day";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let id: string;
let systemId: string;

// One risk: raised on 5 January, scored on the 10th, renamed and rescored on 1 February, moved from claims to the clinics on
// 1 March and closed on 1 April. The method gets other bands on 15 March; its system is renamed on 20 February.
beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  await onDay("2026-01-05", async () => {
    const system = await createSystem.execute(lead, {
      name: "Claims reader",
      unitId: world.claims,
      stage: "idea",
    });
    systemId = system.id;
    const risk = { title: "Leak through prompts", category: "security", unitId: world.claims };
    id = (await createRisk.execute(lead, { ...risk, systemIds: [systemId] })).id;
  });
  await onDay("2026-01-10", () => score(4, 4));
  await onDay("2026-02-01", async () => {
    await score(2, 2);
    await change({ title: "Leak through prompts and logs", treatment: "mitigate" });
    await createRisk.execute(lead, { title: "Bias", category: "fairness", unitId: world.clinics });
  });
  await onDay("2026-02-20", () =>
    updateSystem.execute(lead, { id: systemId, version: 1, name: "Claims reader 2" }),
  );
  await onDay("2026-03-01", () => change({ unitId: world.clinics }));
  await onDay("2026-03-15", () =>
    setRiskMethod.execute(lead, {
      version: 0,
      reason: "Stricter",
      moves: {},
      method: { ...initialRiskMethod, bands: [...strict] },
    }),
  );
  await onDay("2026-04-01", async () => {
    await closeRisk.execute(lead, { id, version: await version(), reason: "The system is gone." });
  });
});

const strict = [
  { level: "low", label: "Low", from: 1, to: 1 },
  { level: "medium", label: "Medium", from: 2, to: 2 },
  { level: "high", label: "High", from: 3, to: 3 },
  { level: "critical", label: "Critical", from: 4, to: 25 },
] as const;

const lookedBackTo = (instant: string) => ({
  day: instant.slice(0, 10),
  end: new Date(instant),
  now: new Date(instant),
});

const textOf = (file: Download) => file.response().text();

async function version(): Promise<number> {
  return (await getRisk.execute(lead, { id })).version;
}
async function score(likelihood: number, impact: number) {
  const scoring = { kind: "current", likelihood, impact, reason: "Judged together." } as const;
  await scoreRisk.execute(lead, { id, version: await version(), ...scoring });
}
async function change(fields: object) {
  await updateRisk.execute(lead, { id, version: await version(), ...fields });
}
const titlesOn = async (asOf: string, request: object = {}, actor = lead) =>
  (await riskRegister.list.execute(actor, { asOf, sort: "title", ...request })).rows.map(
    ({ title }) => title,
  );
const riskOn = (asOf: string, actor = lead) => getRisk.execute(actor, { id, asOf });

describe("a register as of a day", () => {
  test("holds nothing before the first entry, and each record from the day it was made", async () => {
    expect(await titlesOn("2026-01-04")).toEqual([]);
    expect(await titlesOn("2026-01-05")).toEqual(["Leak through prompts"]);
    expect(await titlesOn("2026-01-31")).toEqual(["Leak through prompts"]);
    expect(await titlesOn("2026-02-01")).toEqual(["Bias", "Leak through prompts and logs"]);
  });

  test("shows every column as it was: score, level by the method of that day, unit, status and system", async () => {
    const row = async (asOf: string) => {
      const request = { asOf, q: "leak", columns: "title,unit,status,currentScore,level,systems,treatment" };
      const [found] = (await riskRegister.list.execute(lead, request)).rows;
      const { currentScore, level, unit, status, systems, treatment } = found as unknown as {
        unit: Named;
        systems: Named[];
      } & Record<string, unknown>;
      return [currentScore, level, unit.name, status, systems[0]?.name, treatment];
    };
    expect(await row("2026-01-05")).toEqual([0, null, "Claims", "open", "Claims reader", null]);
    expect(await row("2026-01-10")).toEqual([16, "high", "Claims", "open", "Claims reader", null]);
    expect(await row("2026-02-28")).toEqual([4, "low", "Claims", "treating", "Claims reader 2", "mitigate"]);
    expect(await row("2026-03-01")).toEqual([4, "low", "Clinics", "treating", "Claims reader 2", "mitigate"]);
    expect(await row("2026-03-15")).toEqual([
      4,
      "critical",
      "Clinics",
      "treating",
      "Claims reader 2",
      "mitigate",
    ]);
    expect(await row("2026-04-01")).toEqual([
      4,
      "critical",
      "Clinics",
      "closed",
      "Claims reader 2",
      "mitigate",
    ]);
  });

  test("filters, searches, sorts, counts and pages the past as it does the present", async () => {
    expect(await titlesOn("2026-03-20", { status: "closed" })).toEqual([]);
    expect(await titlesOn("2026-04-20", { status: "closed" })).toEqual(["Leak through prompts and logs"]);
    expect(await titlesOn("2026-01-20", { level: "high" })).toEqual(["Leak through prompts"]);
    expect(await titlesOn("2026-02-20", { level: "high" })).toEqual([]);
    expect(await titlesOn("2026-02-20", { unit: world.claims })).toEqual(["Leak through prompts and logs"]);
    expect(await titlesOn("2026-03-02", { unit: world.claims })).toEqual([]);
    expect(await titlesOn("2026-02-20", { systems: systemId })).toEqual(["Leak through prompts and logs"]);
    expect(await titlesOn("2026-02-20", { sort: "-title" })).toEqual([
      "Leak through prompts and logs",
      "Bias",
    ]);
    const first = await riskRegister.list.execute(lead, { asOf: "2026-02-20", sort: "title", limit: 1 });
    expect(first.rows.map(({ title }) => title)).toEqual(["Bias"]);
    expect(await titlesOn("2026-02-20", { limit: 1, cursor: first.next ?? "" })).toEqual([
      "Leak through prompts and logs",
    ]);
    expect(await riskRegister.count.execute(lead, { asOf: "2026-02-20", q: "bias" })).toEqual({
      count: 1,
      all: 2,
    });
  });

  test("is late by the day that is looked back to, not by today", async () => {
    await onDay("2026-05-01", () =>
      createRisk.execute(lead, {
        title: "Late",
        category: "security",
        unitId: world.root,
        treatment: "mitigate",
        treatmentDueOn: "2026-05-10",
      }),
    );
    expect(await titlesOn("2026-05-10", { overdue: "treatment" })).toEqual([]);
    expect(await titlesOn("2026-05-11", { overdue: "treatment" })).toEqual(["Late"]);
  });

  test("of a day to come is refused, and so is a day that is none", async () => {
    const tomorrow = addDays(new Date().toISOString().slice(0, 10), 2);
    await expect(titlesOn(tomorrow)).rejects.toThrow("yet to come");
    await expect(titlesOn("2026-02-30")).rejects.toBeInstanceOf(Invalid);
  });

  test("of more records than are looked back at says so and what to do", async () => {
    pastLimit.records = 1;
    await expect(titlesOn("2026-02-20")).rejects.toThrow("at most 1 can be looked back at");
    await expect(riskRegister.count.execute(lead, { asOf: "2026-02-20" })).rejects.toBeInstanceOf(Invalid);
    pastLimit.records = 20_000;
  });
});

describe("a record as of a day", () => {
  test("is as it was, with the scores and the history up to then, and nothing can be done with it", async () => {
    const then = await riskOn("2026-01-31");
    expect(then).toMatchObject({
      title: "Leak through prompts",
      currentScore: 16,
      level: "high",
      status: "open",
    });
    expect(Object.values(then.can)).not.toContain(true);
    expect(then.notNow).toEqual({});
    const scores = await listScores.execute(lead, { id, asOf: "2026-01-31" });
    expect(scores.rows.map(({ score: value }) => value)).toEqual([16]);
    const { entries } = await riskHistory.execute(lead, { id, asOf: "2026-01-31" });
    expect(entries).toHaveLength(2);
  });

  test("is not found before it was made", async () => {
    await expect(riskOn("2026-01-04")).rejects.toBeInstanceOf(NotFound);
  });

  test("comes with the method and the heat map of that day", async () => {
    expect((await getRiskMethod.execute(lead, { asOf: "2026-03-14" })).bands).toEqual(
      initialRiskMethod.bands,
    );
    expect((await getRiskMethod.execute(lead, { asOf: "2026-03-15" })).bands).toEqual(strict);
    const { cells } = await riskHeatMap.execute(lead, { asOf: "2026-01-31" });
    expect(cells.filter(({ count }) => count > 0)).toMatchObject([{ likelihood: 4, impact: 4, count: 1 }]);
  });
});

describe("an export as of a day", () => {
  const exported = (format: "csv" | "xlsx" | "pdf") =>
    registerExport(riskRegister, riskReport).execute(lead, { format, asOf: "2026-01-31" } as never);

  test("is named after the day and holds the rows of that day; a CSV says the day in each of them", async () => {
    const file = await exported("csv");
    expect(file.name).toBe("risks-as-of-2026-01-31.csv");
    const [heading, first, ...more] = (await textOf(file)).trim().split("\r\n");
    expect(heading?.split(",").at(-1)).toBe("As of");
    expect(first).toContain("Leak through prompts,Claims");
    expect(first?.split(",").at(-1)).toBe("2026-01-31");
    expect(more).toEqual([]);
  });

  test("as workbook and on paper says the day", async () => {
    expect((await exported("xlsx")).name).toBe("risks-as-of-2026-01-31.xlsx");
    const paper = await exported("pdf");
    expect(paper.name).toBe("risks-as-of-2026-01-31.pdf");
    expect((await textOf(paper)).length).toBeGreaterThan(10_000);
    const one = await oneRiskReport.execute(lead, { id, format: "csv", asOf: "2026-01-31" });
    expect(await textOf(one)).toContain("Leak through prompts,Claims");
    const onPaper = await oneRiskReport.execute(lead, { id, format: "pdf", asOf: "2026-01-31" });
    expect((await textOf(onPaper)).length).toBeGreaterThan(10_000);
  });

  test("is noted in the audit trail with the day", async () => {
    await exported("csv");
    const [last] = await asOwner(
      async (client) =>
        (
          await client.query(
            `select text from audit_entries where action = 'risks.export' order by seq desc limit 1`,
          )
        ).rows,
    );
    expect(JSON.parse(last.text).after).toMatchObject({ asOf: "2026-01-31", rows: 1 });
  });
});

describe("who sees the past", () => {
  test("a risk that has moved is seen by whoever reads both units, and by nobody who reads one of them", async () => {
    const insurer = await personWith("lead", world.insurance);
    const clinician = await personWith("lead", world.clinics);
    for (const actor of [insurer, clinician]) {
      expect(await titlesOn("2026-01-31", {}, actor)).toEqual([]);
      await expect(riskOn("2026-01-31", actor)).rejects.toBeInstanceOf(NotFound);
    }
    expect(await titlesOn("2026-03-01", { q: "leak" }, clinician)).toHaveLength(1);
    expect(await titlesOn("2026-03-01", { q: "leak" }, insurer)).toEqual([]);
    expect(await titlesOn("2026-01-31")).toHaveLength(1);
  });

  test("the database alone shows no state beyond the scope of the transaction, and none without an instant", async () => {
    const past = lookedBackTo("2026-01-31T12:00:00Z");
    const scope = { writable: [], actor: lead.personId ?? "", secrets: false };
    const seen = (units: string[], when: object) =>
      transact(
        { ...scope, units, ...when },
        async (tx) => (await tx.risk.findMany({ select: { id: true } })).length,
      );
    expect(await seen([world.claims, world.clinics], { past })).toBe(1);
    expect(await seen([world.claims], { past })).toBe(0);
    expect(await seen([world.clinics], { past })).toBe(0);
    expect(await seen([], { past })).toBe(0);
    const raw = transact({ ...scope, units: [world.claims] }, (tx) => tx.$queryRaw`select * from past.risks`);
    expect(await raw).toEqual([]);
  });

  test("no table of the application's own stands in for one of the past", async () => {
    const client = new Client(runtimeDatabaseUrl());
    await client.connect();
    try {
      await client.query(`create temporary table past_read (kind text);
        create temporary table past_states (kind text, id uuid, after jsonb);
        create temporary table past_risks as select * from public.risks with no data;
        set plumbline.as_of = '2026-01-31'`);
      await expect(client.query("select * from past.risks")).rejects.toThrow("belong to somebody else");
    } finally {
      await client.end();
    }
  });

  test("the past cannot be written, and the application can date no entry back", async () => {
    const scope = { units: "all", writable: "all", actor: "system", secrets: false } as const;
    const past = lookedBackTo("2026-01-31T12:00:00Z");
    const write = transact(
      { ...scope, past },
      (tx) => tx.$executeRaw`update public.risks set title = 'Other'`,
    );
    await expect(write).rejects.toThrow(/read-only/);
    for (const call of ["chain_entries('[]', '2026-01-01')", "past.every_state('risks')"]) {
      const asked = transact({ ...scope }, (tx) => tx.$queryRawUnsafe(`select * from ${call}`));
      await expect(asked).rejects.toThrow(/permission denied/);
    }
    const insert = `insert into audit_entries select seq + 1000000, '2026-01-01', action, "actorKind", "actorId", "actorName", "tokenId",
      "requestId", "subjectType", "subjectId", "unitId", text, "previousHash", hash from audit_entries limit 1`;
    await expect(transact({ ...scope }, (tx) => tx.$executeRawUnsafe(insert))).rejects.toThrow(
      /permission denied/,
    );
  });
});

test("a record that was removed is shown as it was, to whoever reads the unit it was in last", async () => {
  await asOwner(async (client) => {
    const { rows } = await client.query(
      `select text, "requestId" from audit_entries where "subjectId" = $1 order by seq desc limit 1`,
      [id],
    );
    const entry = {
      action: "risks.delete",
      actorKind: "system",
      actorName: "test",
      requestId: rows[0].requestId,
      subjectType: "risks",
      subjectId: id,
      unitId: world.clinics,
    };
    const text = JSON.stringify({ after: null, before: JSON.parse(rows[0].text).after });
    await client.query("select chain_entries($1, '2026-06-01T12:00:00Z')", [
      JSON.stringify([{ ...entry, text }]),
    ]);
  });
  const clinician = await personWith("lead", world.clinics);
  expect(await titlesOn("2026-05-31", { q: "leak" }, clinician)).toHaveLength(1);
  expect(await titlesOn("2026-06-01", { q: "leak" }, clinician)).toEqual([]);
});

test("entries that were dated by the owner leave the audit chain whole", async () => {
  expect((await verifyAudit()).problem).toBeNull();
});
