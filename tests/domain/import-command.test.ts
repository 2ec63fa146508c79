import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { asOwner } from "@/tests/support/test-database";
import { workbookOf } from "@/tests/support/workbooks";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-import-"));
let world: World;

beforeAll(async () => {
  world = await createWorld();
  await personWith("risk-owner", world.insurance, { name: "Ada Kern", email: "ada@plumbline.example" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as somebody would type it; returns its exit code and output. */
async function plumbline(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "import", ...words];
  const env = { ...process.env, PLUMBLINE_DATA: folder };
  const run = promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  const { code, stdout, stderr } = await run;
  return { code, output: stdout + stderr };
}

function file(text: string): string {
  const place = path.join(folder, "risks.csv");
  writeFileSync(place, text);
  return place;
}

const titles = async () =>
  (await riskRegister.list.execute(theSystem(), {})).rows.map((row) => row["title"]).toSorted();

test("a dry run says what would happen and writes nothing; exit code 1 when rows are refused", async () => {
  const dry = await plumbline(
    "risks",
    file("Title,Weather\nOne,Rain\nTwo,Sun\n"),
    "--as",
    "ada@plumbline.example",
    "--unit",
    "Claims",
  );
  expect(dry.output).toContain("Dry run: 0 new, 0 changed, 0 unchanged, 2 refused.");
  expect(dry.output).toContain("Row 2 (One): Category is missing.");
  expect(dry.output).toContain("Columns not imported: Weather.");
  expect(dry.code).toBe(1);
  expect(await titles()).toEqual([]);
});

test("--sheet names the sheet of a workbook, and an unknown one is answered with those there are", async () => {
  const place = path.join(folder, "risks.xlsx");
  const bytes = await workbookOf((book) => {
    book.addWorksheet("Notes").addRows([["Title"], ["Not this one"]]);
    book.addWorksheet("List").addRows([
      ["Title", "Category"],
      ["From the second sheet", "Security"],
    ]);
  });
  writeFileSync(place, bytes);
  const as = ["--as", "ada@plumbline.example", "--unit", "Claims"];
  const dry = await plumbline("risks", place, ...as, "--sheet", "List");
  expect(dry).toMatchObject({ code: 0, output: expect.stringContaining("Dry run: 1 new") });
  const wrong = await plumbline("risks", place, ...as, "--sheet", "Lost");
  expect(wrong.output).toContain('no sheet "Lost". Its sheets are: "Notes", "List".');
  expect(wrong.code).not.toBe(0);
});

test("--apply writes with the person's rights, --fill gives what the file has not, --json answers with one value", async () => {
  const done = await plumbline(
    "risks",
    file("Title\nOne\nTwo\n"),
    "--as",
    "ada@plumbline.example",
    "--unit",
    "Insurance / Claims",
    "--fill",
    "category=privacy",
    "--apply",
    "--json",
  );
  expect(JSON.parse(done.output)).toMatchObject({ ok: true, state: "applied", created: 2, refused: 0 });
  expect(done.code).toBe(0);
  expect(await titles()).toEqual(["One", "Two"]);
  const { rows } = await asOwner((client) =>
    client.query(
      `select distinct p.name from audit_entries e join people p on p.id = e."actorId" where action = 'risks.create'`,
    ),
  );
  expect(rows).toEqual([{ name: "Ada Kern" }]);
});

test("refused rows stop --apply, unless they are left out; they can be kept as a file", async () => {
  const place = file("Title,Category\nThree,Security\nFour,Nonsense\n");
  const kept = path.join(folder, "refused.csv");
  const all = await plumbline("risks", place, "--as", "ada@plumbline.example", "--unit", "Claims", "--apply");
  expect(all).toMatchObject({
    code: 1,
    output: expect.stringContaining("Nothing was written: 1 new, 0 changed, 0 unchanged, 1 refused."),
  });
  const some = await plumbline(
    "risks",
    place,
    "--as",
    "ada@plumbline.example",
    "--unit",
    "Claims",
    "--apply",
    "--skip-refused",
    "--refused",
    kept,
  );
  expect(some.code).toBe(0);
  expect(readFileSync(kept, "utf8")).toContain('Four,Nonsense,"Category: ""Nonsense""');
  expect(await titles()).toEqual(["One", "Three", "Two"]);
});

test.each([
  [["risks"], 3, "which file it is"],
  [["risks", "nowhere.csv", "--as", "ada@plumbline.example"], 3, "There is no file"],
  [["risks", "package.json"], 3, "--as"],
  [["risks", "package.json", "--as", "nobody@plumbline.example"], 1, "nobody@plumbline.example"],
  [["weather", "package.json", "--as", "ada@plumbline.example"], 1, "what the file holds"],
  [["risks", "package.json", "--as", "ada@plumbline.example", "--unit", "Clinics"], 1, "There are: "],
])("%j is refused with exit code %i", async (words, code, said) => {
  const refused = await plumbline(...words);
  expect(refused.output).toContain(said);
  expect(refused.code).toBe(code);
});
