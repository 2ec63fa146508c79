import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { failuresOfJourneys, failuresOfSpecification, pagesSeen } from "@/tests/failures";
import { findChromium } from "@/tests/support/chromium";

// The whole test suite in one command: fast checks first, then the specification on real PostgreSQL, then the
// journeys in real Chromium. Prints what failed as it was said, and one closing line that counts everything.

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  name: string;
  command: string;
  args: readonly string[];
  /** Where the step writes its own counts; a step without one counts as a single check. */
  report?: string;
  environment?: Record<string, string>;
}

const reports = path.resolve(".plumbline/reports");
const vitestReport = path.join(reports, "vitest.json");
const instancesReport = path.join(reports, "instances.json");
const browserReport = path.join(reports, "browser.json");

const steps: readonly Step[] = [
  { name: "types", command: "tsc", args: ["--noEmit"] },
  { name: "lint and format", command: "biome", args: ["ci", "--reporter=summary", "."] },
  {
    name: "architecture",
    command: "depcruise",
    args: ["--config", "tests/architecture/dependencies.cjs", "lib", "app", "components"],
  },
  { name: "unused code", command: "knip", args: ["--no-progress"] },
  {
    name: "specification",
    command: "vitest",
    args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
    report: vitestReport,
  },
  // By itself: it measures how soon one process notices what another did, and has the application built for the journeys.
  {
    name: "instances",
    command: "vitest",
    args: [
      ...["run", "--config", "tests/drill/slice.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${instancesReport}`],
    ],
    report: instancesReport,
  },
  {
    name: "journeys",
    command: "playwright",
    args: ["test", "--config", "tests/browser/playwright.config.ts"],
    report: browserReport,
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
  },
  // What the two reports prove of the security standard; only where both were made in this run.
  { name: "asvs", command: "tsx", args: ["tests/asvs/check.ts"] },
];

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const chromium = findChromium();
const wanted = process.argv.slice(2);

for (const step of steps.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
)) {
  const started = Date.now();
  const code = step.name === "journeys" && !chromium.path ? noBrowser() : await run(step);
  const counts = countsOf(step, code);
  if (code !== 0) failures.push(...failuresOf(step));
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(
    `\n== ${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${Math.round((Date.now() - started) / 1000)} s)\n`,
  );
}

for (const failure of failures) console.log(`${failure}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

function run(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.resolve("node_modules/.bin", step.command), step.args, {
      stdio: "inherit",
      env: { ...process.env, ...step.environment, ...(chromium.path ? { CHROMIUM: chromium.path } : {}) },
    });
    child.on("exit", (code) => resolve(code ?? 1));
    child.on("error", () => resolve(1));
  });
}

function noBrowser(): number {
  console.log(chromium.advice);
  return 1;
}

function failuresOf(step: Step): string[] {
  if (!step.report) return [`${step.name}: said above`];
  try {
    return step.name === "journeys"
      ? [...pagesSeen(path.resolve(".plumbline/browser")), ...failuresOfJourneys(step.report)]
      : failuresOfSpecification(step.report);
  } catch {
    return [`${step.name}: ended without a report; said above`];
  }
}

function countsOf(step: Step, code: number): Counts {
  const alone = code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (!step.report) return alone;
  try {
    const counts = step.name === "journeys" ? playwrightCounts(step.report) : vitestCounts(step.report);
    // A runner that fails without a failed test has failed all the same.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function vitestCounts(file: string): Counts {
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function playwrightCounts(file: string): Counts {
  const { stats } = JSON.parse(readFileSync(file, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
