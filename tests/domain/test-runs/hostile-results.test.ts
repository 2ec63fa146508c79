import { expect, test } from "vitest";
import { readHostile } from "@/tests/support/hostile-results";

test("50 generated hostile files are each read or refused in words, and never break anything", async () => {
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 50; seed += 1) outcomes.add((await readHostile(seed)).outcome);
  expect([...outcomes].sort()).toEqual(["read", "refused"]);
});
