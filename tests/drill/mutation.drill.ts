import { appendFileSync, existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Route, routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { alone } from "@/tests/access/alone";
import { askedTwice, unnoticed, untold } from "@/tests/drill/unnoticed";
import { campaign, type Mutant, standsAlone, type Verdict } from "@/tests/support/mutants/campaign";
import { allPoints } from "@/tests/support/mutants/plugin";
import { judge, survey } from "@/tests/support/mutants/rounds";
import { someOf } from "@/tests/support/random-from";
import { switched } from "@/vitest.config";

// Can the tests of access fail? Every check of who may do what, every condition on what somebody may see, and every entry in
// the audit trail is taken out of the product, one at a time, and the tests that reach it have to notice. ROUNDS says before how
// many test files a mutant is put at most, ONLY which mutants, by a part of their names, SAMPLE how many of those that a whole
// file is run for, SEED which are confirmed alone; SURVEY a file that keeps what each test reaches, which is most of the work,
// for the next run, and EARLIER the verdicts of an earlier run, to go on from.

const seed = Number(process.env["SEED"] ?? 20_261_127);
const rounds = Number(process.env["ROUNDS"] ?? 6);
const wanted = process.env["ONLY"] ?? "";
const size = Number(process.env["SAMPLE"] ?? Number.POSITIVE_INFINITY);
const earlier = process.env["EARLIER"];
const confirmed = 12;
// What came of each so far, also of a run that is broken off.
const place = path.resolve(".plumbline/mutants");

// In these two each test names one operation; the others tell by themselves what they reach.
const strangers = "tests/access/stranger.test.ts";
const audited = "tests/access/audit-completeness.test.ts";
const unaided = "tests/access/system-alone.test.ts";
const proven = "tests/access/recent-proof.test.ts";
const slow = /hostile-input|as-of-equal|rate-limit|kept-checkpoints/;
const files = [
  ...globSync("tests/{access,domain,api,platform}/**/*.test.ts"),
  "tests/drill/named-records.drill.ts",
].filter((file) => !slow.test(file) && ![strangers, audited].includes(file) && !switched.includes(file));

const routes = modules.flatMap(routesOf).filter(({ open }) => !open);
const operations = [...new Map(routes.map(({ operation }) => [operation.name, operation])).values()];

// A test's name shows a longer address cut off.
const asShown = (address: string) => (address.length > 40 ? `${address.slice(0, 39)}…` : address);

/** The names that tests have by the addresses of an operation. */
const testsOf = (operation: Route["operation"], file: string, words: (address: string) => string) => ({
  file,
  tests: routes
    .filter((route) => route.operation.name === operation.name)
    .map(({ method, path: address }) => words(asShown(`${method.toUpperCase()} ${address}`))),
});

/** What can be taken away: of every operation by its name, of every register, and at every place in the source. */
function allMutants(): Mutant[] {
  const permissions = operations
    .filter(({ permission }) => !permission.own)
    .map((operation): Mutant => {
      const named = testsOf(operation, strangers, (address) => `${address} is refused`);
      return { id: `permission of ${operation.name}`, kind: "permission", named };
    });
  const entries = operations
    .filter(({ name, kind }) => kind === "command" && !untold.includes(name))
    .map((operation): Mutant => {
      const named = testsOf(
        operation,
        audited,
        (address) =>
          `leaves an entry that tells every changed column and who did it, and is not done without: ${address}`,
      );
      return { id: `audit of ${operation.name}`, kind: "audit", named };
    });
  const proofs = operations
    .filter(({ stepUp }) => stepUp)
    .map((operation): Mutant => {
      const named = testsOf(operation, proven, (address) => `wants a recent proof: ${address}`);
      return { id: `step-up of ${operation.name}`, kind: "step-up", named };
    });
  const bySystem = alone.map(({ name }): Mutant => {
    const named = { file: unaided, tests: [`is refused to somebody with every role: ${asShown(name)}`] };
    return { id: `system alone for ${name}`, kind: "refusal", named };
  });
  const registers = modules
    .flatMap(({ registers: of = [] }) => of)
    // The audit trail is read by a query of its own.
    .filter(({ concept }) => concept !== "audit")
    .map(({ concept }): Mutant => ({ id: `scope of register ${concept}`, kind: "scope" }));
  return [...permissions, ...proofs, ...entries, ...bySystem, ...registers, ...allPoints()].filter(({ id }) =>
    id.includes(wanted),
  );
}

let verdicts: Verdict[] = [];

beforeAll(() => {
  const grounds = survey(files, process.env["SURVEY"]);
  const passing = grounds.map(({ file }) => file);
  console.log(
    `${passing.length} of ${files.length} files pass; without: ${files.filter((file) => !passing.includes(file))}`,
  );
  const known: Verdict[] = earlier && existsSync(earlier) ? JSON.parse(readFileSync(earlier, "utf8")) : [];
  const settled = (one: Mutant) =>
    known.some(({ id, noticedBy }) => id === one.id && noticedBy !== null) ||
    (known.length === 0 && standsAlone(one, grounds));
  const all = allMutants();
  const mutants = [
    ...all.filter(settled),
    ...someOf(
      all.filter((one) => !settled(one)),
      size,
      seed,
    ),
  ];
  const told = (words: string, sofar: readonly Verdict[]) => {
    console.log(words);
    appendFileSync(path.join(place, "rounds.log"), `${words}\n`);
    writeFileSync(path.join(place, "verdicts.json"), JSON.stringify(sofar, null, 1));
  };
  verdicts = campaign(mutants, grounds, rounds, told, known);
}, 10_800_000);

describe("a check that is taken away", () => {
  test("is noticed by a test, in at least 95 of 100 cases, and of every other it is known why not", () => {
    const once = verdicts.filter(({ id }) => !askedTwice.has(id));
    const survivors = once.filter(({ noticedBy }) => noticedBy === null);
    const counts = Object.entries(Object.groupBy(once, ({ kind }) => kind)).map(([kind, of = []]) => ({
      kind,
      mutants: of.length,
      noticed: of.filter(({ noticedBy }) => noticedBy !== null).length,
    }));
    const told = survivors.map(({ id, tried }) => [id, unnoticed[id] ?? "", ...tried]);
    console.log(JSON.stringify({ seed, askedTwice: askedTwice.size, counts, survivors: told }, null, 1));
    expect(survivors.filter(({ id }) => !unnoticed[id]).map(({ id }) => id)).toEqual([]);
    expect(survivors.length).toBeLessThanOrEqual(once.length * 0.05);
  });

  test("is explained only where it goes unnoticed", () => {
    const noticed = verdicts.filter(({ noticedBy }) => noticedBy !== null).map(({ id }) => id);
    expect(noticed.filter((id) => id in unnoticed || askedTwice.has(id))).toEqual([]);
  });

  test("is noticed alone as it was among others, in a sample", () => {
    const orders = someOf(
      verdicts.filter(({ order }) => order),
      confirmed,
      seed,
    );
    const missed = orders.filter(({ id, order }) => order && !judge([order])[0]?.has(id));
    expect(missed.map(({ id }) => id)).toEqual([]);
  });
});
