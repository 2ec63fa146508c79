import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listImportRows } from "@/lib/domain/imports/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { restDoor } from "@/lib/platform/http/door";
import { closeSender } from "@/lib/platform/jobs/queue";
import { modules } from "@/lib/registry";
import { request } from "@/tests/support/door";
import { applied, checked, settled, upload } from "@/tests/support/importing";
import { actionsInTrail } from "@/tests/support/trail";
import { workbookOf } from "@/tests/support/workbooks";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root, { name: "Ada Kern", email: "ada@plumbline.example" });
  token = await tokenOf(lead, world.root);
});
afterAll(closeSender);

const check = (bytes: Uint8Array<ArrayBuffer>, name = "risks.xlsx") =>
  checked(lead, token, "risks", world.insurance, bytes, name);

const twoSheets = () =>
  workbookOf((book) => {
    const risks = book.addWorksheet("Risks");
    risks.addRow(["Register of the department"]);
    risks.mergeCells("A1:C1");
    risks.addRow(["Risk name", "Category", "Treatment due"]);
    risks.addRow(["Leak from a workbook", "Privacy", new Date("2027-03-31T00:00:00Z")]);
    risks.addRow(["Broken", { error: "#REF!" }, null]);
    const old = book.addWorksheet("Old");
    old.addRow(["Title", "Category"]);
    old.addRow(["From the old sheet", "Security"]);
  });

describe("a workbook is imported as a CSV file is", () => {
  test("whatever its name: the headings below the title feed the fields, days are days, an error of a formula is refused", async () => {
    const found = await check(await twoSheets(), "list.csv");
    expect(found).toMatchObject({ state: "checked", created: 1, refused: 1, sheet: "Risks", headingRow: 2 });
    expect(found.columns.map(({ field }) => field)).toEqual(["title", "category", "treatmentDueOn"]);
    expect(found.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [3, "create"],
      [4, "refused"],
    ]);
    expect(found.rows[1]?.problems[0]?.message).toContain("error #REF! of a formula");
    expect(found.workbook?.sheets.map(({ name }) => name)).toEqual(["Risks", "Old"]);
  });

  test("another sheet, or another row of headings, can be chosen at the start and later", async () => {
    const bytes = await twoSheets();
    const path = `/imports?concept=risks&unitId=${world.insurance}&name=a.xlsx&sheet=Old`;
    const begun = await request("POST", path, { token, raw: bytes });
    expect(begun).toMatchObject({ status: 201, body: { sheet: "Old", headingRow: 1 } });
    const id = String(begun.body["id"]);
    const first = await settled(lead, id);
    const wrong = { version: first.version, sheet: "Nowhere" };
    expect(await request("POST", `/imports/${id}/sheet`, { token, body: wrong })).toMatchObject({
      status: 400,
    });
    const body = { version: first.version, sheet: "Risks", headingRow: 3 };
    expect(await request("POST", `/imports/${id}/sheet`, { token, body })).toMatchObject({ status: 200 });
    const again = await settled(lead, id);
    expect(again.columns.map(({ heading }) => heading)[0]).toBe("Leak from a workbook");
    expect((await listImportRows.execute(lead, { id })).rows).toHaveLength(1);
  });

  test("a CSV file that is called a workbook is read as CSV, and has no sheet to choose", async () => {
    const found = await check(new TextEncoder().encode("Title,Category\nNamed wrongly,Security\n"));
    expect(found).toMatchObject({ created: 1, sheet: null, workbook: null });
    const body = { version: found.version, sheet: "Risks" };
    expect(await request("POST", `/imports/${found.id}/sheet`, { token, body })).toMatchObject({
      status: 409,
    });
  });

  test("what is no workbook after all is refused, and nothing is kept", async () => {
    const answer = await upload(
      token,
      "risks",
      world.insurance,
      new TextEncoder().encode("PK\u0003\u0004 damaged"),
    );
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.stringify(answer.body)).toContain("damaged or was cut off");
  });
});

test("an exported register maps itself entirely when it comes back, and changes nothing", async () => {
  const text =
    "Title,Category,Owner,Cause,Likelihood,Impact,Residual L,Residual I,Treatment,Treatment due\n" +
    '=SUM(A1),Security,ada@plumbline.example,"Line one\nline two",4,4,3,4,Mitigate,2027-03-31\nGröße 大,Privacy,,,5,5,,,,\n';
  await applied(lead, token, (await check(new TextEncoder().encode(text), "first.csv")).id);
  const answer = await restDoor(modules)(
    new Request("http://localhost:3000/api/v1/risks/export?format=xlsx", {
      headers: { authorization: `Bearer ${token}` },
    }),
  );
  const found = await check(new Uint8Array(await answer.arrayBuffer()));
  expect(found).toMatchObject({ created: 0, changed: 0, refused: 0, sheet: "Risk register" });
  expect(found.unchanged).toBe(2);
  expect(found.columns.filter(({ field, note }) => field === null && !note)).toEqual([]);
});

test("that a sheet was chosen and an import applied stands in the audit trail", async () => {
  const steps = ["imports.choose-sheet", "imports.apply"];
  expect(await actionsInTrail()).toEqual(expect.arrayContaining(steps));
});
