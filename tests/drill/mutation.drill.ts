import { spawnSync } from "node:child_process";
import { appendFileSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Route, routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";

// Can the tests of access fail? Checks are taken out of the product's source one at a time, a seeded sample of them, and
// the tests that should notice are run. SAMPLE says how many, SEED which.

interface Mutant {
  what: string;
  file: string;
  before: string;
  after: string;
  tests: string;
  only: string;
}

const seed = Number(process.env["SEED"] ?? 20_261_127);
const size = Number(process.env["SAMPLE"] ?? 40);
const routes = modules.flatMap(routesOf).filter((route) => !route.open);
const sources = new Map(globSync("lib/domain/**/*.ts").map((file) => [file, readFileSync(file, "utf8")]));

/** Returns an operation's source: its file and its definition, up to where the next one begins. */
function definitionOf({ operation }: Route): { file: string; text: string } | null {
  for (const [file, source] of sources) {
    const at = source.indexOf(`  name: "${operation.name}",`);
    if (at === -1) continue;
    const end = source.indexOf("\nexport ", at);
    return { file, text: source.slice(at, end === -1 ? undefined : end) };
  }
  return null;
}

const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The permission of an operation becomes one that everybody who is signed in has. */
function forEverybody(route: Route): Mutant[] {
  const found = definitionOf(route);
  const line = found && /permission: (\w+),/.exec(found.text);
  if (!found || !line || route.operation.permission.own) return [];
  const after = found.text.replace(line[0], `permission: { ...${line[1]}, own: true },`);
  return [
    {
      ...{ what: `${nameOf(route)} is allowed to everybody`, file: found.file, before: found.text, after },
      ...{ tests: "tests/access/stranger.test.ts", only: `ended\\W+${literal(nameOf(route))} is refused$` },
    },
  ];
}

/** What a command changed is not written down. */
function unaudited(route: Route): Mutant[] {
  const found = definitionOf(route);
  const line = found && /return \{ (result[^{}]*|result: \{[^{}]*\}), change(: [^{}]+)? \}/.exec(found.text);
  if (!found || !line || route.operation.kind !== "command") return [];
  const after = found.text.replace(line[0], `return { ${line[1]}, changes: [] }`);
  return [
    {
      ...{ what: `${nameOf(route)} leaves no entry`, file: found.file, before: found.text, after },
      ...{ tests: "tests/access/audit-completeness.test.ts", only: `${literal(nameOf(route))}$` },
    },
  ];
}

/** The condition on what an actor may see becomes none. */
function allVisible(): Mutant[] {
  return [...sources].flatMap(([file, source]) => {
    const [head] = /export (async )?function visibleTo\([\s\S]*?\{\n(?= {2}[^ ])/.exec(source) ?? [];
    if (!head || !file.endsWith("access.ts")) return [];
    const folder = path.dirname(file);
    const own = routes.filter((route) => definitionOf(route)?.file.startsWith(`${folder}/`));
    const only = [...new Set(own.map((route) => route.path.split("/")[1] ?? ""))].join("|");
    return [
      {
        ...{
          what: `${folder} shows everything`,
          file,
          before: head,
          after: `${head}  if (head()) return {};\n`,
        },
        ...{ tests: "tests/access/first-wall.test.ts", only: `(/| of )(${only})\\b` },
      },
    ].map((one) => ({ ...one, after: one.after.replace("head()", "String(1) === '1'") }));
  });
}

/** What every operation goes through loses a check. */
function wrapper(): Mutant[] {
  const file = "lib/platform/operation/operation.ts";
  const [audited, strangers] = ["tests/access/audit-completeness.test.ts", "tests/access/stranger.test.ts"];
  return [
    {
      ...{ what: "no command is written down", file, after: "", tests: audited, only: "POST /risks$" },
      before: "await appendAudit(actor, definition.name, [...changes, ...further]);",
    },
    {
      ...{
        what: "no permission is asked for",
        file,
        after: "",
        tests: strangers,
        only: "ended\\W+POST /risks is refused",
      },
      before: "if (!mayAnywhere(actor, definition.permission)) throw new Forbidden();",
    },
    {
      ...{ what: "whoever may act somewhere may act everywhere", file: "lib/domain/risks/access.ts" },
      ...{ before: "if (!may(actor, needed, unitId))", after: "if (unitId === '')" },
      ...{ tests: "tests/domain/risks.test.ts", only: "" },
    },
  ];
}

/** Returns a sample of a list, the same for the same seed. */
function sample<T>(list: readonly T[], most: number): T[] {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return list
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one);
}

const mutants = [
  ...wrapper(),
  ...sample(routes.flatMap(forEverybody), Math.ceil(size / 2)),
  ...sample(allVisible(), Math.floor(size / 2)),
];
// The same mutation of each command: many of them act only in a state that the general test does not bring about, so these
// are told and not asked for.
const told = sample(routes.flatMap(unaudited), Math.floor(size / 4));
const survivors: string[] = [];
// What came of each so far, also of a run that is broken off; then `git checkout lib` takes the last mutation back.
const log = path.resolve(".plumbline/mutants.jsonl");

/** Runs tests narrowed down; returns whether they failed, or null where none was run. */
function noticed({ tests, only }: Mutant): boolean | null {
  const report = path.resolve(".plumbline/mutant.json");
  writeFileSync(report, "{}");
  const args = ["run", tests, "-t", only, "--reporter=json", `--outputFile=${report}`];
  spawnSync(path.resolve("node_modules/.bin/vitest"), args, {
    stdio: "ignore",
    env: { ...process.env, VITEST: "" },
  });
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(readFileSync(report, "utf8"));
  return numPassedTests + numFailedTests === 0 ? null : numFailedTests > 0;
}

test.each([...mutants, ...told])("$what", (mutant) => {
  const { file, before, after, what } = mutant;
  const source = readFileSync(file, "utf8");
  expect(source).toContain(before);
  try {
    writeFileSync(
      file,
      source.replace(before, () => after),
    );
    const seen = noticed(mutant);
    appendFileSync(log, `${JSON.stringify({ what, noticed: seen })}\n`);
    if (seen !== true) survivors.push(`${what}: ${seen === null ? "no test was run" : "nobody noticed"}`);
  } finally {
    writeFileSync(file, source);
  }
});

afterAll(() => {
  console.log(JSON.stringify({ seed, mutants: mutants.length, told: told.length, survivors }, null, 1));
  const counted = survivors.filter((one) => mutants.some(({ what }) => one.startsWith(`${what}:`)));
  expect(counted.length).toBeLessThanOrEqual(mutants.length * 0.05);
});
