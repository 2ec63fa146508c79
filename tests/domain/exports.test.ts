import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { request } from "@/tests/support/door";
import { applied, checked } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { createUnit, createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let examples: string;

beforeAll(async () => {
  world = await createWorld();
  await createUnit("Claims", world.clinics);
  examples = await createUnit("Examples", world.root);
  lead = await personWith("lead", world.root, {
    name: "Łukasz Dąbrowski",
    email: "lukasz@plumbline.example",
  });
  token = await tokenOf(lead, world.root);
  const twins = await checked(
    lead,
    token,
    "systems",
    world.insurance,
    "Name,Unit\nTwin,Insurance\nTwin,Clinics\nOne,Insurance / Claims\n",
  );
  await applied(lead, token, twins.id);
  const links = `Title,Category,Unit,Owner,Systems,Cause,Likelihood,Impact,Residual L,Residual I,Treatment due
=SUM(A1:A9),Security,Insurance / Claims,lukasz@plumbline.example,S-0001; S-0003,"Line one
line two; with ""quotes""",4,4,3,4,2027-03-31
-1 + 1,Privacy,Clinics / Claims,,S-0002,@cmd,,,,,
Größe 大 Жизнь,Security,,,One,,5,5,,,
`;
  const found = await checked(lead, token, "risks", world.insurance, links);
  expect(found.rows.flatMap(({ problems }) => problems)).toEqual([]);
  await applied(lead, token, found.id);
});
afterAll(closeSender);

const get = (path: string) => request("GET", path, { token });
const csv = async (path: string) => String((await get(path)).body["text"]);

describe("CSV", () => {
  test("the export of a register imports again and changes nothing, formulas, lines and twins of one name included", async () => {
    for (const concept of ["risks", "systems"]) {
      const text = await csv(`/${concept}/export?format=csv`);
      const again = await checked(lead, token, concept, world.insurance, text);
      expect(again.rows.flatMap(({ problems, differences }) => [...problems, ...differences])).toEqual([]);
      expect(again).toMatchObject({ unchanged: 3, created: 0, changed: 0, refused: 0 });
    }
  });

  test("holds labels, people with their address, units by path where the name is not enough, and no formula", async () => {
    const text = await csv(
      "/risks/export?format=csv&columns=title,category,unit,owner,status,currentScore&sort=title",
    );
    expect(text.replace("\ufeff", "").split("\r\n")).toEqual([
      "Title,Category,Business unit,Owner,Status,Current score",
      "'-1 + 1,Privacy,Organisation / Clinics / Claims,,Open,",
      "'=SUM(A1:A9),Security,Organisation / Insurance / Claims,Łukasz Dąbrowski <lukasz@plumbline.example>,Open,12",
      "Größe 大 Жизнь,Security,Insurance,,Open,",
      "",
    ]);
  });

  test("holds exactly the filtered rows", async () => {
    expect(
      (await csv("/risks/export?format=csv&columns=title&category=privacy")).trim().split("\r\n"),
    ).toHaveLength(2);
    expect(await get("/risks/export?format=csv&columns=nonsense")).toMatchObject({ status: 400 });
    expect(await get("/risks/export?format=ods")).toMatchObject({ status: 400 });
    expect(await get("/risks/export?format=csv&category=security&colour=red")).toMatchObject({ status: 400 });
  });
});

describe("PDF", () => {
  const pdf = async (path: string) => {
    const { restDoor } = await import("@/lib/platform/http/door");
    const { modules } = await import("@/lib/registry");
    const answer = await restDoor(modules)(
      new Request(`http://localhost:3000/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }),
    );
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  test("two exports of one day and content are the same to the byte; another day is another file", async () => {
    const one = await pdf("/risks/export?format=pdf&on=2026-11-02&category=security");
    const two = await pdf("/risks/export?format=pdf&on=2026-11-02&category=security");
    expect(one.answer.headers.get("content-type")).toBe("application/pdf");
    expect(one.answer.headers.get("content-disposition")).toContain("risks-2026-11-02.pdf");
    expect(one.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(two.bytes.equals(one.bytes)).toBe(true);
    if (process.env["KEEP_PDF"])
      writeFileSync("/tmp/risks-all.pdf", (await pdf("/risks/export?format=pdf")).bytes);
    expect(
      (await pdf("/risks/export?format=pdf&on=2026-11-03&category=security")).bytes.equals(one.bytes),
    ).toBe(false);
  });

  test("one record has a report, the same for the same content and day, and a row as CSV that imports unchanged", async () => {
    for (const [concept, words] of [
      ["risks", "Größe"],
      ["systems", "One"],
    ] as const) {
      const { body } = await get(`/${concept}?q=${encodeURIComponent(words)}`);
      const [row] = body["rows"] as { id: string; ref: string }[];
      const path = `/${concept}/${row?.id}/report`;
      const one = await pdf(`${path}?on=2026-11-02`);
      expect(one.answer.headers.get("content-disposition")).toContain(`${row?.ref}-2026-11-02.pdf`);
      expect((await pdf(`${path}?on=2026-11-02`)).bytes.equals(one.bytes)).toBe(true);
      if (process.env["KEEP_PDF"]) writeFileSync(`/tmp/${concept}-one.pdf`, one.bytes);
      const again = await checked(lead, token, concept, world.insurance, await csv(`${path}?format=csv`));
      expect(again).toMatchObject({ unchanged: 1, refused: 0, changed: 0 });
      const outsider = await tokenOf(await personWith("lead", world.clinics), world.clinics);
      expect((await request("GET", path, { token: outsider })).status).toBe(404);
    }
  });

  test("a day that is yet to come is refused", async () => {
    expect(await get("/risks/export?format=pdf&on=2199-01-01")).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("yet to come") },
    });
  });
});

test("every register exports, and each export is in the audit trail with its filters and its number of rows", async () => {
  for (const concept of [
    "systems",
    ...partConcepts.map(({ concept }) => concept),
    "risks",
    "imports",
    "decisions",
    "tasks",
  ]) {
    expect((await get(`/${concept}/export?format=csv`)).status, concept).toBe(200);
    expect((await get(`/${concept}/export?format=pdf`)).status, concept).toBe(200);
    expect((await get(`/${concept}/export?format=xlsx`)).status, concept).toBe(200);
  }
  await get("/risks/export?format=csv&category=privacy");
  const { rows } = await asOwner((client) =>
    client.query("select text from audit_entries where action = 'risks.export' order by seq desc limit 1"),
  );
  expect(JSON.parse(rows[0]?.text)).toMatchObject({
    before: null,
    after: { format: "csv", rows: 1, filters: { category: "privacy" } },
  });
});

test("a reader of one unit exports what they may read and nothing else", async () => {
  const reader = await tokenOf(await personWith("reader", world.clinics), world.clinics);
  const text = String(
    (await request("GET", "/risks/export?format=csv&columns=title", { token: reader })).body["text"],
  );
  expect(text.replace("\ufeff", "").trim().split("\r\n")).toEqual(["Title", "'-1 + 1"]);
  expect((await request("GET", "/risks/export?format=csv")).status).toBe(401);
});

test("the examples import, export and import again without a change", async () => {
  for (const [concept, file] of [
    ["systems", "ai-systems.csv"],
    ["risks", "risk-register.csv"],
  ] as const) {
    const first = await checked(
      lead,
      token,
      concept,
      examples,
      readFileSync(`prisma/reference/examples/${file}`, "utf8"),
    );
    await applied(lead, token, first.id);
    const text = await csv(`/${concept}/export?format=csv&unit=${examples}`);
    const again = await checked(lead, token, concept, examples, text);
    expect(again.rows.flatMap(({ problems, differences }) => [...problems, ...differences])).toEqual([]);
    expect(again.unchanged).toBe(first.created);
  }
});
