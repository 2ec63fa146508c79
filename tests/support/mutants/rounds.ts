import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ownSettings } from "@/vitest.config";

/** A copy of a test file that is run with mutants; its folder has the order's number. */
export interface Order {
  file: string;
  /** Without the policies of the database, so that the wall in the queries stands alone. */
  wall?: boolean;
  /** One mutant for the whole file; null for the file as it is, which has to pass. */
  mutant?: string | null;
  /** Or one for each test by its name, where the tests do not hang on each other; the other tests are left out. */
  byTest?: Readonly<Record<string, string>>;
}

interface Report {
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; title: string; duration?: number | null }[];
  }[];
}

/** A test file as it passes without any mutant, with what its tests reach. */
export interface Ground {
  file: string;
  ms: number;
  /** Milliseconds of each test by name, and the mutants that each reaches; the file's hooks have no name. */
  tests: Map<string, { ms: number; reached: readonly string[] }>;
}

const folder = path.resolve(".plumbline/mutants");
/** Files of which each test makes what it needs and names one operation, so that each test can be given a mutant of its own. */
export const standingAlone: ReadonlySet<string> = new Set([
  "tests/access/acts-elsewhere.test.ts",
  "tests/access/first-wall.test.ts",
  "tests/access/named-beside.test.ts",
  "tests/access/queries-alone.test.ts",
  "tests/access/recent-proof.test.ts",
  "tests/access/system-alone.test.ts",
  "tests/drill/named-records.drill.ts",
]);
/** Those of them that are run without the policies of the database. */
const withoutPolicies = ["tests/access/first-wall.test.ts", "tests/drill/named-records.drill.ts"];
export const isWithoutPolicies = (file: string) => withoutPolicies.includes(file);

const projectOf = ({ file, wall }: Order) =>
  wall || isWithoutPolicies(file) ? "WALL" : ownSettings.includes(file) ? "ALONE" : "TOGETHER";

function run(files: Record<string, string[]>, environment: Record<string, string>): Report {
  const report = path.join(folder, "report.json");
  rmSync(report, { force: true });
  const lists = Object.fromEntries(
    Object.entries(files).map(([name, list]) => [`MUTANTS_${name}`, list.join(",")]),
  );
  const args = [
    "run",
    "--config",
    "tests/support/mutants/vitest.config.ts",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const { stderr } = spawnSync(path.resolve("node_modules/.bin/vitest"), args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      ...lists,
      ...environment,
      VITEST: "",
      NOTE_WRITES: "yes",
      VITE_CONFIG_NATIVE_IGNORE_WARNING: "true",
    },
  });
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    throw new Error(`The tests ended without a report: ${stderr.slice(-2_000)}`);
  }
}

/**
 * Runs test files as they are; returns those that pass, and what each of their tests reaches. A file to keep it in saves the next
 * run all files that it knows.
 */
export function survey(files: readonly string[], kept?: string): Ground[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const known: Report & { reached: string } =
    kept && existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : { testResults: [], reached: "" };
  const before = grounds(known.testResults, known.reached);
  const lists: Record<string, string[]> = { TOGETHER: [], WALL: [], ALONE: [] };
  const asked = files.filter((file) => !before.some((ground) => ground.file === file));
  for (const file of asked) lists[projectOf({ file })]?.push(file);
  if (asked.length === 0) return before;
  const place = path.join(folder, "reached.jsonl");
  writeFileSync(place, "");
  const { testResults } = run(lists, { MUTANTS_REACHED: place });
  const reached = readFileSync(place, "utf8");
  const relative = testResults.map((result) => ({
    ...result,
    name: path.relative(process.cwd(), result.name),
  }));
  if (kept) {
    const all = { testResults: [...known.testResults, ...relative], reached: known.reached + reached };
    writeFileSync(kept, JSON.stringify(all));
  }
  return [...before, ...grounds(relative, reached)].filter(({ file }) => files.includes(file));
}

function grounds(results: Report["testResults"], lines: string): Ground[] {
  const found = new Map<string, Ground>();
  for (const { name, status, startTime, endTime, assertionResults } of results) {
    // Where each test stands alone, those that pass count.
    if (status !== "passed" && !standingAlone.has(name)) continue;
    const tests = assertionResults
      .filter((result) => result.status === "passed")
      .map(({ title, duration }) => [title, { ms: duration ?? 0, reached: [] }] as const);
    found.set(name, { file: name, ms: endTime - startTime, tests: new Map(tests) });
  }
  for (const line of lines.split("\n").filter(Boolean)) {
    const { file, test, reached } = JSON.parse(line) as { file: string; test: string; reached: string[] };
    const tests = found.get(file)?.tests;
    const before = tests?.get(test);
    if (!before && test !== "") continue;
    tests?.set(test, { ms: before?.ms ?? 0, reached: [...(before?.reached ?? []), ...reached] });
  }
  return [...found.values()];
}

/** Runs the orders; returns of each the mutants that a test noticed, and the file's own null where it failed as it is. */
export function judge(orders: readonly Order[]): Set<string | null>[] {
  const lists: Record<string, string[]> = { TOGETHER: [], WALL: [], ALONE: [] };
  for (const [number, order] of orders.entries()) {
    const place = path.join(folder, String(number));
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    const copy = path.join(place, path.basename(order.file));
    copyFileSync(order.file, copy);
    lists[projectOf(order)]?.push(path.relative(process.cwd(), copy));
  }
  const plan = path.join(folder, "orders.json");
  writeFileSync(plan, JSON.stringify(orders));
  const { testResults } = run(lists, { MUTANTS_ORDERS: plan });
  const results = new Map(testResults.map((result) => [path.basename(path.dirname(result.name)), result]));
  return orders.map(({ mutant = null, byTest }, number) => {
    const result = results.get(String(number));
    if (!result) throw new Error(`Order ${number} was not run.`);
    if (!byTest) return new Set(result.status === "passed" ? [] : [mutant]);
    const names = new Set(result.assertionResults.map(({ title }) => title));
    const missing = Object.keys(byTest).filter((name) => !names.has(name));
    if (missing.length > 0) throw new Error(`${result.name} has no test "${missing[0]}".`);
    const failed = result.assertionResults.filter(({ status }) => status === "failed");
    return new Set(failed.map(({ title }) => byTest[title] ?? null));
  });
}
