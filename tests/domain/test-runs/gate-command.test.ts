import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { decide, printed } from "@/lib/cli/gate-answer";
import type { GateAnswer } from "@/lib/domain/test-runs/gate/answer";
import { redTeamed, riskAssessment } from "@/tests/support/result-files";
import { resultsIn } from "@/tests/support/results";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-gate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const made = path.join(folder, name);
  writeFileSync(made, content);
  return made;
}

const cases = (vulnerability: string, score: number) =>
  Array.from({ length: 40 }, () => redTeamed(vulnerability, score));
const bad = file("bad.json", JSON.stringify(riskAssessment(cases("RBAC", 0))));
const good = file("good.json", JSON.stringify(riskAssessment(cases("RBAC", 1))));
const policyText = (mode: string) =>
  `id: prod\nversion: 7\nmode: ${mode}\nrules:\n  - { id: no-new-high, findings: { severity: high }, only_new: true }\n`;
const policy = file("policy.yaml", policyText("blocking"));

/** Runs the command where no database can be reached. */
async function gate(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "gate", ...words];
  const env = {
    ...process.env,
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    PLUMBLINE_DATA: "/dev/null",
  };
  return promisify(execFile)(process.execPath, args, { env }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

async function answerOn(
  files: string[],
  more: { policy?: string; baseline?: string } = {},
): Promise<GateAnswer> {
  const subject = { system: "chat", model: null, commit: "abc", branch: "main" };
  const { policy: text = policyText("blocking"), baseline = null } = more;
  return decide({
    policy: text,
    baseline,
    files,
    subject,
    scoreMeans: new Map(),
    at: new Date("2026-11-27T10:00:00Z"),
  });
}

describe("the gate at the command line", () => {
  test("passes with 0 and fails with 1", async () => {
    expect((await gate("--policy", policy, good)).code).toBe(0);
    const failed = await gate("--policy", policy, bad, "--json");
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      verdict: "fail",
      exit_code: 1,
      policy: { id: "prod", version: 7 },
    });
  });

  test("cannot decide about what it cannot read, with 2", async () => {
    const broken = file(
      "broken.json",
      '{"overview": {"vulnerability_type_results": []}, "test_cases": [{"vulner',
    );
    const answer = await gate("--policy", policy, good, broken, "--json");
    expect(answer.code).toBe(2);
    expect(JSON.parse(answer.stdout).completeness.missing[0]).toContain("broken.json cannot be read");
    expect((await gate("--policy", file("no.yaml", "id: x\n"), good)).code).toBe(2);
  });

  test("is used wrongly with 3", async () => {
    expect((await gate(good)).code).toBe(3);
    expect((await gate("--policy", policy, path.join(folder, "nowhere.json"))).code).toBe(3);
    expect((await gate("--policy", policy, good, "--junit", "--sarif")).code).toBe(3);
  });
});

describe("an answer of the gate", () => {
  test("says what was decided about, of which state, and by the digest of every file", async () => {
    const answer = await answerOn([good, bad]);
    expect(answer.subject).toEqual({ system: "chat", model: null, commit: "abc", branch: "main" });
    expect(answer.inputs).toMatchObject([{ format: "deepteam" }, { format: "deepteam" }]);
    expect(answer.inputs[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.completeness).toMatchObject({ runs: 2, evaluated: 80, errors: 0, missing: [] });
    expect(answer.evaluated_at).toBe("2026-11-27T10:00:00.000Z");
  });

  test("of an advisory policy says the same and stops nothing", async () => {
    expect(await answerOn([bad], { policy: policyText("advisory") })).toMatchObject({
      verdict: "fail",
      exit_code: 0,
    });
  });

  test("of the branch before is the baseline of the next", async () => {
    const before = JSON.stringify(await answerOn([bad]));
    expect(await answerOn([bad], { baseline: before })).toMatchObject({
      verdict: "pass",
      new: 0,
      existing: 1,
    });
    expect(await answerOn([good], { baseline: before })).toMatchObject({ verdict: "pass", fixed: 1 });
    await expect(answerOn([good], { baseline: "[]" })).rejects.toThrow("no answer of a gate");
  });

  test("is Markdown in which the text of files stays text", async () => {
    const hostile = file(
      "hostile.json",
      JSON.stringify(riskAssessment(cases("x](https://evil.example) <b>| ![a](b)\u202e", 0))),
    );
    const text = printed(await answerOn([hostile, good]), "markdown");
    expect(text).toContain("## Gate: ");
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<b>|(?<!\\)!\[|\u202e/);
  });

  test("is JUnit that is read again as it was meant", async () => {
    const read = await resultsIn(printed(await answerOn([bad]), "junit"));
    expect(read).toMatchObject({ format: "junit", counts: { vulnerable: 1, error: 0 } });
    const missing = printed(await answerOn([file("none.json", JSON.stringify(riskAssessment([])))]), "junit");
    expect((await resultsIn(missing)).counts).toMatchObject({ error: 1 });
  });

  test("is SARIF that is read again as it was meant", async () => {
    const read = await resultsIn(printed(await answerOn([bad]), "sarif"));
    expect(read).toMatchObject({ format: "sarif", tool: "Plumbline gate", counts: { vulnerable: 1 } });
    expect(read.checks[0]?.severity).toBe("high");
  });
});
