import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listImportRows } from "@/lib/domain/imports/queries";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { request } from "@/tests/support/door";
import { applied, checked, settled, upload } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { actionsInTrail } from "@/tests/support/trail";
import { createWorld, personWith, theSystem, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance, { name: "Ada Kern", email: "ada@plumbline.example" });
  token = await tokenOf(lead, world.insurance);
  await createSystem.execute(theSystem(), { name: "Claims intake", unitId: world.claims });
});
afterAll(closeSender);

const check = (text: string, name?: string) => checked(lead, token, "risks", world.insurance, text, name);
const titles = async () =>
  (await riskRegister.list.execute(lead, { limit: 200 })).rows.map((row) => row["title"]);
const entries = (action: string) =>
  asOwner(
    async (client) =>
      (await client.query("select count(*)::int as n from audit_entries where action = $1", [action])).rows[0]
        ?.n as number,
  );

describe("a dry run", () => {
  test("says per row what would be created and refused and why, and writes nothing", async () => {
    const found = await check(
      [
        "Title;Category;Owner;Unit;Systems;Treatment due",
        "Prompt injection;Security;ada kern;Insurance / Claims;claims intake;23.11.2026",
        "Leak;Privacy;Ada Kern <ada@plumbline.example>;;S-0001;",
        ";Security;;;;",
        "Odd;Sec urity?;Nobody Known;Marketing;Other system;03/04/2026",
      ].join("\n"),
    );
    expect(found).toMatchObject({ state: "checked", created: 2, changed: 0, unchanged: 0, refused: 2 });
    const messages = (index: number) =>
      found.rows[index]?.problems.map(({ label, message }) => `${label}: ${message}`).join("\n");
    expect(messages(2)).toContain("Title: Title is missing.");
    for (const words of [
      "Security, Privacy",
      'no person with an account "Nobody Known"',
      'no business unit "Marketing"',
      'no AI system "Other system"',
      "03 Apr or 04 Mar",
    ]) {
      expect(messages(3)).toContain(words);
    }
    expect(await titles()).toEqual([]);
  });

  test("numbers rows as a spreadsheet does, cells of several lines and empty rows included", async () => {
    const found = await check('Title,Category,Cause\n"A","Security","x\ny"\n\n"B",Nonsense,\n');
    expect(found.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, "create"],
      [4, "refused"],
    ]);
  });

  test("lists the columns that were not taken over, and matches the others", async () => {
    const found = await check("Risk name,Status,Weather\nStorm,Open,Rain\n");
    expect(found.columns).toEqual([
      { heading: "Risk name", field: "title", sample: "Storm" },
      { heading: "Status", field: null, sample: "Open", note: expect.stringContaining("follows") },
      { heading: "Weather", field: null, sample: "Rain" },
    ]);
  });

  test("asks for what the file does not have, and takes one value for all new rows", async () => {
    const found = await check("Title\nNo category\n");
    expect(found.rows[0]?.problems).toEqual([
      { label: "Category", message: expect.stringContaining("one value for all rows") },
    ]);
    expect(found.fields.find(({ key }) => key === "category")).toMatchObject({ required: true, fed: false });
    const body = { version: found.version, fill: { category: "Privacy" } };
    expect((await request("POST", `/imports/${found.id}/mapping`, { token, body })).status).toBe(200);
    expect(await settled(lead, found.id)).toMatchObject({ state: "checked", created: 1, refused: 0 });
  });

  test("can be corrected: another field, or none", async () => {
    const found = await check("Title,Category,Notes\nMapped,Security,A scenario\n");
    const body = { version: found.version, columns: { Notes: "event" } };
    await request("POST", `/imports/${found.id}/mapping`, { token, body });
    expect((await settled(lead, found.id)).columns.at(-1)).toMatchObject({
      heading: "Notes",
      field: "event",
    });
    const twice = {
      version: found.version + 2,
      columns: { Notes: "title", Weather: "cause", Title: "nonsense" },
    };
    const answer = await request("POST", `/imports/${found.id}/mapping`, { token, body: twice });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('no heading \\"Weather\\"');
  });
});

describe("applying", () => {
  const file = [
    "Title,Category,Likelihood (1-5),Impact (1-5),Residual L,Residual I,Treatment,System",
    "Applied one,Security,4 - Likely,5,3,4,Reduce,Claims intake",
    "Applied two,Privacy,2,2,,,,",
  ].join("\n");

  test("writes every row with its links, scores and an audit entry, or nothing", async () => {
    const before = await entries("risks.create");
    const { id } = await check(file, "board.csv");
    expect(await applied(lead, token, id)).toMatchObject({
      state: "applied",
      created: 2,
      changed: 0,
      refused: 0,
    });
    const { rows } = await riskRegister.list.execute(lead, { q: "Applied" });
    expect(rows[0]).toMatchObject({
      title: "Applied one",
      inherentScore: 20,
      currentScore: 12,
      status: "treating",
      systems: [{ name: "Claims intake" }],
      unit: { name: "Insurance" },
    });
    expect(rows[1]).toMatchObject({
      title: "Applied two",
      inherentScore: 4,
      currentScore: 0,
      status: "open",
    });
    const reasons = await asOwner((client) =>
      client.query("select distinct reason from risk_scores order by 1"),
    );
    expect(reasons.rows.map(({ reason }) => reason)).toEqual([
      "Imported from board.csv, row 2.",
      "Imported from board.csv, row 3.",
    ]);
    expect((await entries("risks.create")) - before).toBe(2);
  });

  test("the same file a second time changes nothing", async () => {
    const again = await check(file, "board.csv");
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2, refused: 0 });
    expect(
      (await request("POST", `/imports/${again.id}/apply`, { token, body: { refused: "skip" } })).status,
    ).toBe(409);
  });

  test("a changed cell changes that field alone, and an empty cell changes nothing", async () => {
    const found = await check(
      "Title,Category,Impact,Treatment,Cause\nApplied one,Security,3,,Open mailbox\n",
    );
    expect(found.rows[0]).toMatchObject({
      outcome: "change",
      differences: [
        { label: "Cause", before: "", after: "Open mailbox" },
        { label: "Inherent impact", before: "5", after: "3" },
      ],
    });
    await applied(lead, token, found.id);
    const [risk] = (
      await riskRegister.list.execute(lead, {
        q: "Applied one",
        columns: "title,cause,treatment,inherentScore,currentScore",
      })
    ).rows;
    expect(risk).toMatchObject({
      cause: "Open mailbox",
      inherentScore: 12,
      currentScore: 12,
      treatment: "mitigate",
      version: 2,
    });
  });

  test("all or nothing with a refused row is nothing; leaving it out writes the others and keeps the row as a file", async () => {
    const found = await check(
      'Title,Category\nGood one,Security\n"=HYPERLINK(""x"")",Nonsense\n',
      "mixed.csv",
    );
    const refused = await request("POST", `/imports/${found.id}/apply`, {
      token,
      body: { refused: "none-or-all" },
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("1 row is refused") },
    });
    expect(await applied(lead, token, found.id, "skip")).toMatchObject({
      state: "applied",
      created: 1,
      refused: 1,
    });
    const csv = await request("GET", `/imports/${found.id}/refused`, { token });
    expect(csv.headers.get("content-disposition")).toContain("mixed-refused.csv");
    expect(String(csv.body["text"])).toContain(
      `"'=HYPERLINK(""x"")",Nonsense,"Category: ""Nonsense"" is not a value of Category.`,
    );
    expect(await titles()).toContain("Good one");
  });

  test("a row whose record changed after the check is refused, and all or nothing then writes nothing", async () => {
    const text = "Title,Category,Cause\nGood one,Security,Because\nFresh one,Security,\n";
    const [strict, lenient] = [await check(text), await check(text)];
    await asOwner((client) =>
      client.query("update risks set version = version + 1 where title = 'Good one'"),
    );
    const failed = await applied(lead, token, strict.id);
    expect(failed).toMatchObject({
      state: "checked",
      message: expect.stringContaining("Nothing was written, since 1 row can no longer"),
    });
    expect(await titles()).not.toContain("Fresh one");
    expect(await applied(lead, token, lenient.id, "skip")).toMatchObject({
      created: 1,
      changed: 0,
      refused: 1,
    });
    const { rows } = await listImportRows.execute(lead, { id: lenient.id, outcome: "refused" });
    expect(rows[0]?.problems[0]?.message).toContain("changed after the file was checked");
  });

  test("is done once, however often its job is begun", async () => {
    const { id } = await check("Title,Category\nOnly once,Security\n");
    const { jobId } = await applied(lead, token, id);
    await asOwner((client) => client.query("update job_runs set state = 'queued' where id = $1", [jobId]));
    expect(await settled(lead, id)).toMatchObject({ state: "applied", created: 1 });
    expect((await titles()).filter((title) => title === "Only once")).toHaveLength(1);
  });
});

describe("records are matched", () => {
  test("by reference, else by business unit and title; a row about the same record twice is refused", async () => {
    const [risk] = (await riskRegister.list.execute(lead, { q: "Applied two" })).rows;
    const found = await check(
      `Ref,Title,Category\n${risk?.ref},Renamed two,Privacy\n,Applied two,Privacy\nR-99999,Lost,Privacy\nAIR-7,Foreign id,Privacy\n`,
    );
    expect(found.rows.map(({ outcome }) => outcome)).toEqual(["change", "refused", "refused", "create"]);
    expect(found.rows[1]?.problems[0]?.message).toContain("Row 2 of this file is about the same record");
    expect(found.rows[2]?.problems[0]?.message).toContain("There is no risk R-99999");
  });

  test("never across the wall: a foreign reference, unit, person or system is as good as absent", async () => {
    const outsider = await personWith("lead", world.clinics);
    const [risk] = (await riskRegister.list.execute(lead, { q: "Applied one" })).rows;
    const found = await checked(
      outsider,
      await tokenOf(outsider, world.clinics),
      "risks",
      world.clinics,
      `Ref,Title,Category,Unit,System\n${risk?.ref},Mine now,Security,,\n,Elsewhere,Security,Insurance,\n,Linked,Security,,Claims intake\n,Applied one,Security,,\n`,
    );
    expect(found.rows.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "refused", "create"]);
    expect(found.rows[1]?.problems[0]?.message).toContain("You may not add a risk in this business unit");
    expect(found.rows[2]?.problems[0]?.message).toContain('no AI system "Claims intake"');
  });

  test("and an import is its starter's alone", async () => {
    const { id } = await check("Title,Category\nPrivate,Security\n");
    const colleague = await tokenOf(await personWith("administrator", world.root), world.root);
    for (const path of [`/imports/${id}`, `/imports/${id}/rows`, `/imports/${id}/refused`]) {
      expect((await request("GET", path, { token: colleague })).status).toBe(404);
    }
    expect(
      (await request("POST", `/imports/${id}/apply`, { token: colleague, body: { refused: "skip" } })).status,
    ).toBe(404);
  });

  test("a reader cannot import, and nobody into a unit that is not theirs", async () => {
    const reader = await tokenOf(await personWith("reader", world.root), world.root);
    expect((await upload(reader, "risks", world.insurance, "Title\nx\n")).status).toBe(403);
    expect((await upload(token, "risks", world.clinics, "Title\nx\n")).status).toBe(400);
  });
});

describe("files that cannot be read are refused with what to do, and nothing is kept", () => {
  test.each([
    ["an empty file", new Uint8Array(0), "empty"],
    ["an archive that is damaged", new TextEncoder().encode("PK\u0003\u0004........"), "damaged"],
    ["a NUL character", new TextEncoder().encode("Title\nA\u0000B\n"), "NUL"],
    ["headings alone", new TextEncoder().encode("Title,Category\n"), "no rows"],
    [
      "10,000 columns",
      new TextEncoder().encode(`${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",")}\n1\n`),
      "200 columns",
    ],
    [
      "a quotation mark that never closes",
      new TextEncoder().encode('Title,Category\n"Open,Security\n'),
      "never closed",
    ],
    ["a heading twice", new TextEncoder().encode("Title,title\na,b\n"), "stands twice"],
  ])("%s", async (_name, bytes, words) => {
    const count = () =>
      asOwner(async (client) => (await client.query("select count(*)::int as n from imports")).rows[0]?.n);
    const before = await count();
    const answer = await upload(token, "risks", world.insurance, bytes);
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(words) } });
    expect(await count()).toBe(before);
  });

  test("a fault far down fails the check with its line, and no row is kept", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `Row ${i},Security`).join("\n");
    const found = await check(`Title,Category\n${rows}\n"broken,Security\n`);
    expect(found).toMatchObject({
      state: "failed",
      message: expect.stringContaining("line 20002"),
      rows: [],
    });
  });

  test("more than 100,000 rows", async () => {
    const found = await check(`Title,Category\n${"Same,Security\n".repeat(100_001)}`);
    expect(found).toMatchObject({
      state: "failed",
      message: expect.stringContaining("more than 100000 rows"),
      rows: [],
    });
  });
});

test("the risk register example imports as it is", async () => {
  const example = await request("GET", "/imports/examples/risks", { token });
  expect(String(example.body["text"])).toBe(
    readFileSync("prisma/reference/examples/risk-register.csv", "utf8"),
  );
  const found = await check(String(example.body["text"]));
  expect(found.rows.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await applied(lead, token, found.id)).toMatchObject({
    state: "applied",
    created: found.rows.length,
  });
});

test("that columns were mapped stands in the audit trail", async () => {
  expect(await actionsInTrail()).toContain("imports.map");
});
