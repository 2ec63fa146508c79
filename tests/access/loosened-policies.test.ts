import { beforeAll, expect, test } from "vitest";
import { loadDemo } from "@/prisma/seed/demo";
import {
  allPolicies,
  fillEmptyTables,
  loosened,
  type Policy,
  tries,
} from "@/tests/support/loosened-policies";

// The database's wall alone, SQL as the runtime role: every policy is loosened in turn, and the tries on its table have to
// notice. One that nobody notices guards nothing, or is guarded by nothing.

let policies: Policy[];

beforeAll(async () => {
  await loadDemo();
  policies = await allPolicies();
  await fillEmptyTables([...new Set(policies.map(({ table }) => table))]);
}, 120_000);

/** Policies that no try notices, each with why. */
const explained = {
  "idempotency_keys changes": "nobody reads the keys of others, and what is not read is not changed",
  "notifications creates": "whoever acts on a record tells whom it concerns, in any unit",
  "person_keys creates": "whoever acts on an account makes the key under which the trail names it",
};

const words = ({ table, name }: Policy) => `${table} ${name}`;

test("every policy that is loosened is noticed on its table, unless the runtime role has no right that it would guard", async () => {
  expect(policies.filter(({ check, using }) => [check, using].includes("true"))).toEqual([]);
  const outcomes = new Map<string, string>();
  const before = new Map<string, Awaited<ReturnType<typeof tries>>>();
  for (const policy of policies) {
    const usual = before.get(policy.table) ?? (await tries(policy.table));
    before.set(policy.table, usual);
    outcomes.set(words(policy), await loosened(policy, usual));
  }
  const left = [...outcomes].filter(([, outcome]) => outcome !== "noticed" && outcome !== "no right");
  const count = (outcome: string) => [...outcomes.values()].filter((one) => one === outcome).length;
  expect(count("noticed")).toBeGreaterThan(policies.length * 0.75);
  expect(left.map(([policy]) => policy)).toEqual(Object.keys(explained));
});
