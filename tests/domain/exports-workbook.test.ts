import exceljs from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { restDoor } from "@/lib/platform/http/door";
import { closeSender } from "@/lib/platform/jobs/queue";
import { modules } from "@/lib/registry";
import { applied, checked } from "@/tests/support/importing";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root, {
    name: "Łukasz Dąbrowski",
    email: "lukasz@plumbline.example",
  });
  token = await tokenOf(lead, world.root);
  const text = `Title,Category,Owner,Cause,Likelihood,Impact,Residual L,Residual I,Treatment due
=SUM(A1:A9),Security,lukasz@plumbline.example,"Line one
line two",4,4,3,4,2027-03-31
Größe 大 Жизнь,Privacy,,@cmd,5,5,,,
`;
  const found = await checked(lead, token, "risks", world.insurance, text);
  expect(found.rows.flatMap(({ problems }) => problems)).toEqual([]);
  await applied(lead, token, found.id);
});
afterAll(closeSender);

async function exported(path: string): Promise<Response> {
  const answer = await restDoor(modules)(
    new Request(`http://localhost:3000/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }),
  );
  expect(answer.status).toBe(200);
  return answer;
}

const bytesOf = async (path: string) => Buffer.from(await (await exported(path)).arrayBuffer());

async function workbook(path: string) {
  const answer = await exported(path);
  const book = new exceljs.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  return { answer, book };
}

const columns = "title,category,owner,currentScore,treatmentDueOn,createdAt";

/** The rows of a sheet as lists of values. */
function rowsOf(book: exceljs.Workbook, index: number): unknown[][] {
  const rows: unknown[][] = [];
  book.worksheets[index]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
}

test("a workbook holds the filtered rows with days as days, scores as numbers and formulas as text", async () => {
  const { answer, book } = await workbook(`/risks/export?format=xlsx&columns=${columns}&sort=title`);
  expect(answer.headers.get("content-type")).toContain("spreadsheetml.sheet");
  expect(answer.headers.get("content-disposition")).toMatch(/risks-\d{4}-\d\d-\d\d\.xlsx/);
  const [headings, first, second] = rowsOf(book, 0);
  expect(headings?.slice(0, 4)).toEqual(["Title", "Category", "Owner", "Current score"]);
  expect(first?.slice(0, 5)).toEqual([
    "=SUM(A1:A9)",
    "Security",
    "Łukasz Dąbrowski <lukasz@plumbline.example>",
    12,
    new Date("2027-03-31T00:00:00Z"),
  ]);
  expect(first?.[5]).toBeInstanceOf(Date);
  expect(second?.[0]).toBe("Größe 大 Жизнь");
  const one = await workbook("/risks/export?format=xlsx&columns=title&category=privacy");
  expect(rowsOf(one.book, 0)).toHaveLength(2);
});

test("the heading stays in sight and filters, and a score shows its level in words and colour", async () => {
  const { book } = await workbook(`/risks/export?format=xlsx&columns=${columns}&sort=title`);
  const [sheet] = book.worksheets;
  expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
  expect(sheet?.autoFilter).toBe("A1:F3");
  const score = sheet?.getCell("D2");
  expect(score?.type).toBe(exceljs.ValueType.Number);
  expect(score?.numFmt).toBe('0 "High"');
  expect(score?.fill).toMatchObject({ type: "pattern", pattern: "solid" });
  expect(sheet?.getCell("A2").type).toBe(exceljs.ValueType.String);
  expect(sheet?.getCell("E2").numFmt).toBe("yyyy-mm-dd");
});

test("the reference of each row leads to its record", async () => {
  const { book } = await workbook("/risks/export?format=xlsx&columns=ref,title");
  const cell = book.worksheets[0]?.getCell("A2");
  expect(cell?.text).toMatch(/^R-\d+$/);
  expect(cell?.hyperlink).toMatch(/^http:.*\/risks\/[0-9a-f-]{36}$/);
  expect(rowsOf(book, 1)).toContainEqual(["Links", expect.stringContaining("leads to its record")]);
});

test("the second sheet says by which filters, for whom, what the columns mean, and by which method", async () => {
  const { book } = await workbook("/risks/export?format=xlsx&columns=title,category&category=privacy");
  const lines = rowsOf(book, 1);
  expect(book.worksheets[1]?.name).toBe("About this file");
  expect(lines).toContainEqual(["Rows", "1 of 2"]);
  expect(lines).toContainEqual(["Filters", "Category: Privacy"]);
  expect(lines).toContainEqual(["Exported by", "Łukasz Dąbrowski"]);
  expect(lines).toContainEqual([4, "Likely", "Expected at least once a year"]);
  expect(lines).toContainEqual(["High", "10 to 16", 90]);
  expect(lines).toContainEqual(["Security", 9]);
  expect(book.creator).toBe("Łukasz Dąbrowski");
});

test("the same rows on the same day give the same bytes, whenever they are exported", async () => {
  const path = `/risks/export?format=xlsx&on=2026-11-20&columns=ref,title`;
  const first = await bytesOf(path);
  // A part of an archive is dated to two seconds.
  await new Promise((go) => setTimeout(go, 2_100));
  const second = await bytesOf(path);
  expect(second.equals(first)).toBe(true);
  expect((await bytesOf(path.replace("11-20", "11-21"))).equals(first)).toBe(false);
});
