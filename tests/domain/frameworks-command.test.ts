import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, test } from "vitest";
import { recruitment } from "@/tests/support/ai-act-answers";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-classify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command where no database can be reached; returns its exit code and what it printed. */
async function plumbline(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words];
  const env = {
    ...process.env,
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    PLUMBLINE_DATA: "/dev/null",
  };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env,
    maxBuffer: 10_000_000,
  }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, output: stdout + stderr };
}

function file(name: string, text: string): string {
  const made = path.join(folder, name);
  writeFileSync(made, text);
  return made;
}

describe("plumbline frameworks", () => {
  test("prints every requirement as its reference file has it, without a database", async () => {
    const { code, stdout } = await plumbline("frameworks", "--json");
    expect(code).toBe(0);
    const printed = JSON.parse(stdout) as { framework: string; version: string; requirements: object[] }[];
    expect(printed.map(({ framework }) => framework)).toEqual([
      "nist-ai-rmf",
      "nist-ai-600-1",
      "iso-42001",
      "iso-27001-2022",
      "eu-ai-act",
      "soc2-tsc-2017",
      "hipaa-security-rule",
      "owasp-llm-2025",
      "owasp-llm-2026",
      "owasp-agentic",
      "mitre-atlas",
    ]);
    for (const { framework, requirements } of printed.slice(0, 7)) {
      const text = readFileSync(`prisma/reference/frameworks/${framework}.csv`, "utf8");
      const rows: Record<string, string>[] = parse(text, { columns: true });
      expect(requirements).toEqual(
        rows.map((row) => ({
          ref: row["ref"],
          parent_ref: row["parent_ref"] || null,
          kind: row["kind"],
          title: row["title"],
          assessable: row["assessable"] === "true",
          applies_from: row["applies_from"] || null,
          practical_from: row["practical_from"] || null,
        })),
      );
    }
  });

  test("without --json lists each framework in a line", async () => {
    const { code, stdout } = await plumbline("frameworks");
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(11);
    expect(stdout).toContain("72 to fulfil");
  });
});

describe("plumbline classify", () => {
  test("prints outcomes with article, dates and path, open questions and warnings, without a database", async () => {
    const answers = file("recruitment.json", JSON.stringify(recruitment));
    const { code, stdout } = await plumbline("classify", answers, "--json");
    expect(code).toBe(0);
    const { outcomes, open_questions, warnings } = JSON.parse(stdout);
    const [high] = outcomes;
    expect(high).toMatchObject({ outcome: "high", applies_from: "2027-12-02", practical_from: "2027-12-02" });
    expect(high.legal_ref).toContain("Annex III(4)(a)");
    expect(high.path.slice(-3)).toEqual(["B4", "B4a", "D1"]);
    expect(open_questions).toEqual([]);
    expect(warnings.length).toBeGreaterThan(0);
    expect((await plumbline("classify", answers)).stdout).toContain("high · as provider · from 2027-12-02");
  });

  test.each([
    ["an unknown question", '{"Q1": "yes"}', /no question "Q1"/],
    ["an unknown answer", '{"S2": "perhaps"}', /S2 has no answer "perhaps".*"yes", "no"/],
    ["a list where one answer is due", '{"S2": ["yes"]}', /S2 takes one answer/],
    ["a word that is no text", '{"S2": true}', /answer to S2 must be text/],
    ["an answer left empty", '{"S2": null}', /Leave out what is not known/],
    ["no role", '{"R1": []}', /names no role/],
    ["a name that objects are made of", '{"__proto__": "yes", "constructor": "no"}', /no question/],
    ["what is not JSON", "S1: an AI system", /not JSON/],
    ["a list instead of an object", '["yes"]', /one JSON object/],
    ["an empty file", "", /not JSON/],
    ["a file that is too large", `{"S1": "${"x".repeat(200_000)}"}`, /larger than 100 kB/],
  ])("refuses %s in words that say what to do", async (_what, text, message) => {
    const { code, output } = await plumbline("classify", file("bad.json", text));
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/\bat .*\.ts:\d+/);
  });

  test("refuses a file that is not there and words too many, with exit code 3", async () => {
    expect(await plumbline("classify", "/nowhere.json", "--json")).toMatchObject({ code: 3 });
    expect(await plumbline("classify")).toMatchObject({ code: 3 });
    expect(await plumbline("frameworks", "iso-42001")).toMatchObject({ code: 3 });
  });
});
