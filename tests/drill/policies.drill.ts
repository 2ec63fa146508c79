import { beforeAll, expect, test } from "vitest";
import { loadDemo } from "@/prisma/seed/demo";
import { allPolicies, loosened, type Policy, tries } from "@/tests/support/loosened-policies";
import { asOwner } from "@/tests/support/test-database";

// The database's wall alone, SQL as the runtime role: every policy is loosened in turn, and the tries on its table have to
// notice. One that nobody notices guards nothing, or is guarded by nothing.

let policies: Policy[];

beforeAll(async () => {
  await loadDemo();
  policies = await allPolicies();
}, 120_000);

const words = ({ table, name }: Policy) => `${table} ${name}`;

test("every policy that is loosened is noticed on its table, unless the runtime role has no right that it would guard", async () => {
  // Whoever acts on a record tells whom it concerns, in any unit.
  expect(policies.filter(({ check, using }) => [check, using].includes("true")).map(words)).toEqual([
    "notifications creates",
  ]);
  const outcomes = new Map<string, string>();
  const before = new Map<string, Awaited<ReturnType<typeof tries>>>();
  for (const policy of policies) {
    const usual = before.get(policy.table) ?? (await tries(policy.table));
    before.set(policy.table, usual);
    outcomes.set(words(policy), await loosened(policy, usual));
  }
  const empty: string[] = [];
  for (const table of before.keys())
    if ((await asOwner((client) => client.query(`select 1 from ${table} limit 1`))).rowCount === 0)
      empty.push(table);
  const left = [...outcomes].filter(([, outcome]) => outcome !== "noticed" && outcome !== "no right");
  const count = (outcome: string) => [...outcomes.values()].filter((one) => one === outcome).length;
  console.log(
    JSON.stringify(
      { policies: policies.length, noticed: count("noticed"), noRight: count("no right"), empty, left },
      null,
      1,
    ),
  );
  expect(left.map(([policy]) => policy)).toEqual(["notifications creates"]);
});
