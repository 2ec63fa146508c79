import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { lines } from "@/tests/support/results";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-results-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command where no database can be reached; returns its exit code and what it printed. */
async function results(text: string, ...words: string[]) {
  const file = path.join(folder, "a file");
  writeFileSync(file, text);
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "results", file, ...words];
  const nowhere = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none", PLUMBLINE_DATA: "/dev/null" };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...nowhere },
  }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, stderr };
}

const esc = "\u001b[31m";
const report = lines(
  {
    entry_type: "start_run setup",
    garak_version: "0.16.0",
    "plugins.target_type": "rest",
    "plugins.target_name": `x${esc}`,
  },
  {
    entry_type: "attempt",
    status: 2,
    probe_classname: "dan.DAN",
    detector_results: { "dan.DAN": [1, 0, null] },
  },
  {
    entry_type: "attempt",
    status: 2,
    probe_classname: `odd.${esc}\u202eP`,
    detector_results: { one: [1], two: [1] },
  },
  { entry_type: "completion", end_time: "2026-03-01T11:00:00" },
);

describe("plumbline results", () => {
  test("prints what a file shows as one JSON value", async () => {
    const { code, stdout, stderr } = await results(report, "--json");
    expect(code, stderr).toBe(0);
    const { findings, ...answer } = JSON.parse(stdout);
    expect(answer).toEqual({
      ...{ format: "garak", format_version: "report", tool: "garak", tool_version: "0.16.0" },
      ...{ target_reported: "rest x [31m", complete: true, evaluated: 4, defended: 1, vulnerable: 3 },
      ...{ errors: 1, inconclusive: 0, skipped: 0, warnings: [] },
    });
    expect(findings[0]).toEqual({
      ...{ check: "dan.DAN", class: "jailbreak", severity: "high", occurrences: 1, rate: 0.5 },
      interval: [0.094531, 0.905469],
      owasp: ["2023/24", "2025", "2026"].map((edition) => ({ edition, id: "LLM01" })),
      atlas: ["AML.T0054"],
    });
    expect(
      findings.slice(1).map(({ check }: { check: string }) => check),
      "detectors where a check has several",
    ).toEqual(["odd. [31m P (one)", "odd. [31m P (two)"]);
  });

  test("says it in words that no terminal takes for a command", async () => {
    const { code, stdout } = await results(report);
    expect(code).toBe(0);
    expect(stdout).toMatch(/4 evaluated: 1 defended, 3 vulnerable\. Beside them 1 errors/);
    expect(stdout).toMatch(
      /HIGH dan\.DAN: 1 of 2 \(50 %, 95 % interval 9\.5 % to 90\.5 %\); Jailbreak \[OWASP 2023\/24 LLM01/,
    );
    expect(["\u001b", "\u202e"].filter((mark) => stdout.includes(mark))).toEqual([]);
  });

  test("ends with 2 and the nearest guesses where the format is not sure", async () => {
    const { code, stdout } = await results(lines({ probe: "dan.DAN", detector: "d" }), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      guesses: ["garak"],
      error: expect.stringMatching(/--format garak/),
    });
  });

  test("ends with 2 where the file is broken, and with 3 where it was typed wrongly", async () => {
    const broken = await results(report.slice(0, 60), "--format", "sarif");
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/cut short/)]);
    const typed = await results(report, "--score-means", "good");
    expect([typed.code, typed.stderr]).toEqual([3, expect.stringMatching(/defended or vulnerable/)]);
  });
});
