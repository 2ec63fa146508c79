import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { riskHistory } from "@/lib/domain/risks/queries/risk";
import { riskReport } from "@/lib/domain/risks/report";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import type { Download } from "@/lib/platform/http/download";
import type { Named } from "@/lib/platform/register/column";
import { registerExport } from "@/lib/platform/register/export";
import { pastLimit } from "@/lib/platform/register/past-limit";
import { readPdf } from "@/tests/reports/read-pdf";
import { inDays } from "@/tests/support/days";
import { createKnownDays, type KnownDays, strictBands } from "@/tests/support/known-days";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import type { World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let id: string;
let systemId: string;
let titlesOn: KnownDays["titlesOn"];
let riskOn: KnownDays["riskOn"];

beforeAll(async () => {
  ({ world, lead, id, systemId, titlesOn, riskOn } = await createKnownDays());
});

const textOf = (file: Download) => file.response().text();

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
    const tomorrow = inDays(2);
    await expect(titlesOn(tomorrow)).rejects.toThrow("yet to come");
    await expect(titlesOn("2026-02-30")).rejects.toBeInstanceOf(Invalid);
  });

  test("of more records than are looked back at says so and what to do", async () => {
    pastLimit.records = 1;
    onTestFinished(() => {
      pastLimit.records = 20_000;
    });
    await expect(titlesOn("2026-02-20")).rejects.toThrow("at most 1 can be looked back at");
    await expect(riskRegister.count.execute(lead, { asOf: "2026-02-20" })).rejects.toBeInstanceOf(Invalid);
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
    expect((await getRiskMethod.execute(lead, { asOf: "2026-03-15" })).bands).toEqual(strictBands);
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
    const { pages } = readPdf(new Uint8Array(await paper.response().arrayBuffer()));
    const said = pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
    expect(said).toContain("As it was on 31 Jan 2026");
    expect(said).toContain("Leak through prompts");
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
