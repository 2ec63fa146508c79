import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rightsToDecide } from "@/lib/cli/asked-server";
import { decideOnServer } from "@/lib/cli/gate-on-server";
import { NotAllowed, Unreachable } from "@/lib/cli/server-client";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createGatePolicy } from "@/lib/domain/test-runs/gate/commands/write-policy";
import { grantWaiver, requestWaiver } from "@/lib/domain/test-runs/waivers/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { serveDoor } from "@/tests/support/served-door";
import { findingsOf, garakReport } from "@/tests/support/stored-results";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// As a pipeline meets it: a shell script with curl against a running server. The order of the tests is that of a branch's life.

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-gate-sh-"));
let world: World;
let lead: Actor;
let served: Awaited<ReturnType<typeof serveDoor>>;
let systemId: string;
let token: string;

const policy = `id: production
version: 1
require: [{ suite: "garak:dan*", minimum_cases: 10 }]
rules: [{ id: no-new-high, findings: { severity: high }, only_new: true }]
`;

function file(day: number, probes: Parameters<typeof garakReport>[0]["probes"]): string {
  const made = path.join(folder, `day ${day}.jsonl`);
  writeFileSync(made, garakReport({ day, probes }));
  return made;
}

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  systemId = (await createSystem.execute(lead, { name: "Claims helpdesk", unitId: world.claims })).id;
  await createGatePolicy.execute(lead, { title: "Production", unitId: world.insurance, text: policy });
  token = await tokenOf(lead, world.insurance, rightsToDecide);
  served = await serveDoor(lead);
});
afterAll(() => {
  served.close();
  rmSync(folder, { recursive: true, force: true });
});

async function gate(files: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = {
    ...{ ...process.env, PLUMBLINE_URL: served.url, PLUMBLINE_TOKEN: token, PLUMBLINE_SYSTEM: systemId },
    ...{ PLUMBLINE_POLICY: "production", ...more },
  };
  return promisify(execFile)("sh", ["public/ci/gate.sh", ...files], { env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

const change = { PLUMBLINE_BRANCH: 'fix/"quoted" & more', PLUMBLINE_BASE: "main" };

test("a clean branch passes with 0 and a report in Markdown, and the verdict is written as JUnit and SARIF", async () => {
  const [junit, sarif] = [path.join(folder, "gate.xml"), path.join(folder, "gate.sarif")];
  const clean = file(1, { "dan.DAN": [0, 40] });
  const passed = await gate([clean], { ...change, PLUMBLINE_JUNIT: junit, PLUMBLINE_SARIF: sarif });
  expect([passed.code, passed.stdout]).toEqual([0, expect.stringContaining("## Gate: pass")]);
  expect(readFileSync(junit, "utf8")).toContain('failures="0"');
  expect(JSON.parse(readFileSync(sarif, "utf8"))).toMatchObject({ version: "2.1.0" });
});

test("something new and severe fails with 1; once the branch it goes into has it, it passes", async () => {
  const bad = file(2, { "dan.DAN": [15, 5] });
  const failed = await gate([bad], change);
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("no-new-high | fail")]);
  expect((await gate([bad], { PLUMBLINE_BRANCH: "main" })).code).toBe(1);
  expect((await gate([bad], change)).code).toBe(0);
});

test("a waiver lets a finding through until its last day, and no longer", async () => {
  const worse = file(3, { "dan.DAN": [0, 40], "promptinject.Hijack": [18, 2] });
  expect((await gate([worse], change)).code).toBe(1);
  const id = String((await findingsOf(lead, systemId)).get("promptinject.Hijack")?.["id"]);
  const until = new Date(Date.now() + 86_400_000 * 3).toISOString().slice(0, 10);
  await requestWaiver.execute(lead, { id, until, reason: "Mended in the next release." });
  await grantWaiver.execute(await personWith("executive", world.insurance), { id, reason: "Until then." });
  expect((await gate([worse], change)).code).toBe(0);
  await asOwner((client) =>
    client.query(`update decisions set until = '2026-01-01' where "subjectId" = $1`, [id]),
  );
  expect((await gate([worse], change)).code).toBe(1);
});

test("what is missing, unreadable, unknown or unreachable is undecided and ends with 2", async () => {
  const other = file(4, { "encoding.Base64": [0, 40] });
  expect((await gate([other], change)).stdout).toContain("The suite garak:dan");
  const broken = path.join(folder, "broken.jsonl");
  writeFileSync(broken, '{"entry_type": "start_run');
  for (const [files, more] of [
    [[other], change],
    [[broken], {}],
    [[other], { PLUMBLINE_POLICY: "unheard-of" }],
    [[other], { PLUMBLINE_SYSTEM: 'no "id" & none' }],
    [[other], { PLUMBLINE_URL: "http://127.0.0.1:9" }],
  ] as const)
    expect((await gate(files, more)).code).toBe(2);
});

test("wrong use and a token without the right end with 3", async () => {
  const clean = file(5, { "dan.DAN": [0, 40] });
  const reader = await tokenOf(await personWith("reader", world.claims), world.claims);
  expect((await gate([])).code).toBe(3);
  expect((await gate([clean], { PLUMBLINE_SYSTEM: "" })).code).toBe(3);
  expect((await gate([path.join(folder, "absent")])).code).toBe(3);
  expect((await gate([clean], { PLUMBLINE_TOKEN: reader })).code).toBe(3);
});

test("the command asks the same gate, and throws where nothing can be decided", async () => {
  const question = {
    ...{ url: served.url, token, policy: "production", system: "claims helpdesk", model: undefined },
    ...{ files: [file(6, { "dan.DAN": [0, 40] })], scoreMeans: undefined, wait: 60 },
    said: { commit: "4f2c9b1", branch: "change", base: "main", build: undefined },
  };
  const answer = await decideOnServer(question);
  expect(answer).toMatchObject({ verdict: "pass", exit_code: 0, subject: { commit: "4f2c9b1" } });
  const broken = { ...question, files: [path.join(folder, "broken.jsonl")] };
  await expect(decideOnServer(broken)).rejects.toThrow("was not taken in");
  await expect(decideOnServer({ ...question, url: "http://127.0.0.1:9" })).rejects.toThrow(Unreachable);
  await expect(decideOnServer({ ...question, token: "pbl_nothing" })).rejects.toThrow(NotAllowed);
  const other = createServer((_, answer) => void answer.end("<h1>Sign in to this network</h1>")).listen(0);
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await expect(decideOnServer({ ...question, url })).rejects.toThrow("not as Plumbline does");
  other.close();
});
