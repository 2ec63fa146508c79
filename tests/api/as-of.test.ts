import { beforeAll, describe, expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { request } from "@/tests/support/door";
import { onDay } from "@/tests/support/on-day";
import { personWith, rootUnit, tokenOf } from "@/tests/support/world";

let token: string;
let id: string;

beforeAll(async () => {
  const lead = await personWith("lead", rootUnit);
  await onDay("2026-02-10", async () => {
    const risk = { title: "Leak", category: "security", unitId: rootUnit };
    id = (await createRisk.execute(lead, risk)).id;
  });
  await onDay("2026-03-10", async () => {
    const scoring = { kind: "current", likelihood: 3, impact: 3, reason: "Judged." } as const;
    await scoreRisk.execute(lead, { id, version: 1, ...scoring });
  });
  token = await tokenOf(lead, rootUnit, ["*"]);
});

const get = (path: string) => request("GET", path, { token });

describe("asOf over the API", () => {
  test("answers a list, a count and a record with what was known at the end of the day", async () => {
    const { status, body } = await get("/risks?asOf=2026-03-01");
    expect(status).toBe(200);
    expect(body["rows"]).toMatchObject([{ title: "Leak", currentScore: 0 }]);
    expect((await get("/risks?asOf=2026-03-10")).body["rows"]).toMatchObject([{ currentScore: 9 }]);
    expect((await get("/risks/count?asOf=2026-02-09")).body).toEqual({ count: 0, all: 0 });
    expect((await get(`/risks/${id}?asOf=2026-03-01`)).body).toMatchObject({
      currentScore: 0,
      can: { edit: false, score: false },
    });
    expect((await get(`/risks/${id}?asOf=2026-02-09`)).status).toBe(404);
    for (const part of ["scores", "reviews", "history"])
      expect((await get(`/risks/${id}/${part}?asOf=2026-03-01`)).status, part).toBe(200);
  });

  test("exports files that say the day", async () => {
    const csv = await get("/risks/export?format=csv&asOf=2026-03-01");
    expect(csv.status).toBe(200);
    expect(csv.headers.get("content-disposition")).toContain("risks-as-of-2026-03-01.csv");
    const pdf = await get(`/risks/${id}/report?format=pdf&asOf=2026-03-01`);
    expect(pdf.headers.get("content-disposition")).toContain("as-of-2026-03-01.pdf");
  });

  test("refuses a day to come, a day that is none, and a register that cannot look back", async () => {
    for (const day of ["2199-01-01", "2026-02-30", "yesterday", ""]) {
      const { status, body } = await get(`/risks?asOf=${day}`);
      expect(status, day).toBe(400);
      expect(JSON.stringify(body), day).toContain("asOf");
    }
    expect((await get("/people?asOf=2026-03-01")).status).toBe(400);
  });

  test("stands in the description of the API with every operation that takes it", async () => {
    const { body } = await get("/openapi.json");
    const paths = body["paths"] as Record<
      string,
      { get?: { parameters?: { name: string; description?: string }[] } }
    >;
    const taking = Object.entries(paths).filter(([, { get: read }]) =>
      read?.parameters?.some(({ name }) => name === "asOf"),
    );
    const expected = [
      "/risks",
      "/risks/count",
      "/risks/{id}",
      "/systems",
      "/systems/{id}",
      "/models",
      "/vendors/{id}",
    ];
    expect(taking.map(([path]) => path)).toEqual(expect.arrayContaining(expected));
    const told = paths["/risks"]?.get?.parameters?.find(({ name }) => name === "asOf");
    expect(JSON.stringify(told)).toContain("end of this day");
  });
});
