import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { request } from "@/tests/support/door";
import { applied, checked, settled } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { createUnit, personWith, rootUnit, tokenOf } from "@/tests/support/world";

let lead: Actor;
let token: string;

/** The cells of a file as a user has it, by heading. */
function cells(file: string, delimiter: string): Record<string, string>[] {
  return parse(readFileSync(`tests/fixtures/imports/${file}`), { columns: true, bom: true, delimiter });
}

const inventory = cells("inventory-user-headings.csv", ";");
const risks = cells("risks-user-headings.csv", ",");
const among = (rows: readonly Record<string, string>[], heading: string) => [
  ...new Set(
    rows
      .flatMap((row) => (row[heading] ?? "").split(";"))
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];

beforeAll(async () => {
  for (const name of among(inventory, "Department")) await createUnit(name, rootUnit);
  for (const name of new Set([...among(inventory, "Business Owner"), ...among(risks, "Risk Owner")])) {
    await personWith("risk-owner", rootUnit, { name });
  }
  lead = await personWith("lead", rootUnit);
  token = await tokenOf(lead, rootUnit);
});
afterAll(closeSender);

const check = (concept: string, text: string) => checked(lead, token, concept, rootUnit, text);
const fixture = (file: string) => readFileSync(`tests/fixtures/imports/${file}`, "utf8");
const problems = (rows: Awaited<ReturnType<typeof check>>["rows"]) =>
  rows.flatMap(({ line, problems: found }) => found.map(({ message }) => `${line}: ${message}`));

test("models and vendors are imported from a list of names, with their gaps", async () => {
  for (const [concept, heading] of [
    ["vendors", "Vendor"],
    ["models", "Model"],
  ] as const) {
    const names = among(inventory, heading);
    const found = await check(concept, `${heading} name\n${names.map((name) => `"${name}"`).join("\n")}\n`);
    expect(problems(found.rows)).toEqual([]);
    expect(await applied(lead, token, found.id)).toMatchObject({ state: "applied", created: names.length });
  }
});

test("the inventory a user has is imported with the user's own headings and words", async () => {
  const found = await check("systems", fixture("inventory-user-headings.csv"));
  expect(problems(found.rows)).toEqual([]);
  expect(await applied(lead, token, found.id)).toMatchObject({ state: "applied", created: inventory.length });
  const first = inventory[0] ?? {};
  const [row] = (await systemRegister.list.execute(lead, { q: first["System Name"] })).rows;
  expect(row).toMatchObject({
    stage: "production",
    criticality: "high",
    personalData: false,
    owner: { name: first["Business Owner"] },
  });
  expect(row?.["vendors"]).toHaveLength(among([first], "Vendor").length);
  const again = await check("systems", fixture("inventory-user-headings.csv"));
  expect(again).toMatchObject({ unchanged: inventory.length, created: 0, changed: 0, refused: 0 });
});

test("the risk list a user has is imported, once a category is chosen for all rows", async () => {
  const systems = among(risks, "System");
  const absent = systems.filter((name) => !inventory.some((row) => row["System Name"] === name));
  const others = await check("systems", `Name\n${absent.join("\n")}\n`);
  await applied(lead, token, others.id);
  const found = await check("risks", fixture("risks-user-headings.csv"));
  expect(found).toMatchObject({ refused: risks.length });
  expect(new Set(found.rows.flatMap((row) => row.problems.map(({ label }) => label)))).toEqual(
    new Set(["Category"]),
  );
  await request("POST", `/imports/${found.id}/mapping`, {
    token,
    body: { version: found.version, fill: { category: "security" } },
  });
  expect(await settled(lead, found.id)).toMatchObject({ created: risks.length, refused: 0 });
  await applied(lead, token, found.id);
  expect(await riskRegister.count.execute(lead, {})).toEqual({ count: risks.length, all: risks.length });
});

test("a stage that follows is a move with its reason; one that cannot follow is refused", async () => {
  const made = await check("systems", "Name,Stage,Purpose\nMoving,Idea,\nStaying,Idea,\n");
  await applied(lead, token, made.id);
  const found = await check("systems", "Name,Stage\nMoving,Development\nStaying,Production\n");
  expect(found.rows.map(({ outcome }) => outcome)).toEqual(["change", "refused"]);
  expect(found.rows[1]?.problems[0]).toMatchObject({
    label: "Stage",
    message: expect.stringContaining("From Idea it can move to"),
  });
  await applied(lead, token, found.id, "skip");
  const system = await getSystem.execute(lead, { id: found.rows[0]?.recordId ?? "" });
  expect(system).toMatchObject({
    stage: "development",
    moves: [{ fromStage: "idea", toStage: "development", reason: "Imported from list.csv, row 2." }],
  });
});

test("links that a file names are made anew, those it does not name stay", async () => {
  const [one, two] = among(inventory, "Vendor");
  await applied(
    lead,
    token,
    (await check("systems", `Name,Vendors,Models\nLinked,${one},${among(inventory, "Model")[0]}\n`)).id,
  );
  const found = await check("systems", `Name,Vendors\nLinked,${two}\n`);
  expect(found.rows[0]?.differences).toEqual([{ label: "Vendors", before: one, after: two }]);
  await applied(lead, token, found.id);
  const [row] = (await systemRegister.list.execute(lead, { q: "Linked" })).rows;
  expect(row).toMatchObject({
    vendors: [{ name: two }],
    models: [{ name: among(inventory, "Model")[0] }],
    version: 2,
  });
});

test("the inventory example imports as it is", async () => {
  const found = await check("systems", readFileSync("prisma/reference/examples/ai-systems.csv", "utf8"));
  expect(problems(found.rows)).toEqual([]);
  expect(await applied(lead, token, found.id)).toMatchObject({
    state: "applied",
    created: found.rows.length,
  });
});

test("a name taken between check and write is a refusal in words, and nothing is written", async () => {
  const found = await check("systems", "Name\nRaced\nOther raced\n");
  const { rows } = await asOwner((client) => client.query("select id from systems limit 1"));
  await asOwner((client) =>
    client.query(`create function race() returns trigger language plpgsql security definer set search_path = public as $$ begin
      if new.name = 'Raced' then insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), 'Raced too', new."unitId", new."createdById", now()); new.name := 'Raced too'; end if; return new; end $$;
      create trigger race before insert on systems for each row execute function race()`),
  );
  expect(rows).toHaveLength(1);
  const failed = await applied(lead, token, found.id);
  expect(failed).toMatchObject({
    state: "checked",
    message: expect.stringContaining("Nothing was written; check the file again"),
  });
  expect((await systemRegister.list.execute(lead, { q: "raced" })).rows).toEqual([]);
});
