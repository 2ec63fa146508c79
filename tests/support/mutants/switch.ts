import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import type { Order } from "./rounds";

// Which mutant is switched on, by the folder in which a copy of a test file lies; in the files themselves none is, and what
// each test reaches is written down.

const file = path.relative(process.cwd(), expect.getState().testPath ?? "");
const [, number] = /^\.plumbline\/mutants\/(\d+)\//.exec(file) ?? [];
const order = number === undefined ? null : orders()[Number(number)];
const reached = new Set<string>();
let current = order?.mutant ?? null;
let failed = false;
if (order?.wall) process.env["DATABASE_APP_URL"] = process.env["DATABASE_URL"];

function orders(): Order[] {
  return JSON.parse(readFileSync(process.env["MUTANTS_ORDERS"] ?? "", "utf8"));
}

globalThis.mutant = (id) => {
  reached.add(id);
  return current === id;
};

beforeEach(({ task, skip }) => {
  // What the hooks before it reached is not the test's.
  if (!order) note("");
  if (order?.byTest) current = order.byTest[task.name] ?? null;
  if (failed || (order?.byTest && current === null)) skip();
});

afterEach(({ task }) => {
  if (!order) note(task.name);
  else if (order.byTest) current = null;
  else failed ||= task.result?.state === "fail";
});

afterAll(() => {
  if (!order) note("");
});

function note(test: string) {
  if (reached.size === 0) return;
  appendFileSync(
    process.env["MUTANTS_REACHED"] ?? "",
    `${JSON.stringify({ file, test, reached: [...reached] })}\n`,
  );
  reached.clear();
}
