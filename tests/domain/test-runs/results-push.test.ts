import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { rightsToPush } from "@/lib/cli/asked-server";
import { exitCode } from "@/lib/cli/command";
import { results } from "@/lib/cli/commands/results";
import { type PushWish, pushedInWords, pushResults } from "@/lib/cli/push-results";
import { NotAllowed, Unreachable } from "@/lib/cli/server-client";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import { serveDoor } from "@/tests/support/served-door";
import { findingsOf, garakReport } from "@/tests/support/stored-results";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-push-"));
let world: World;
let lead: Actor;
let served: Awaited<ReturnType<typeof serveDoor>>;
let systemId: string;
let wish: PushWish;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  systemId = (await createSystem.execute(lead, { name: "Claims helpdesk", unitId: world.claims })).id;
  served = await serveDoor(lead);
  const file = path.join(folder, "garak.report.jsonl");
  writeFileSync(file, garakReport({ day: 1, probes: { "dan.DAN": [3, 17] } }));
  wish = {
    ...{ file, name: "garak.report.jsonl", url: served.url },
    ...{
      token: await tokenOf(lead, world.insurance, rightsToPush),
      system: "claims helpdesk",
      wait: 60,
      dryRun: false,
    },
    ...{ model: undefined, prompt: undefined, said: { commit: "4f2c9b1" } },
  };
});
afterAll(() => {
  served.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a pipeline pushes a file: a dry run writes nothing, a push is applied, and the same once more is known", async () => {
  const dry = await pushResults({ ...wish, dryRun: true });
  expect([dry.state, dry.found?.effects["create"]]).toEqual(["checked", 1]);
  expect((await findingsOf(lead, systemId)).size).toBe(0);
  const pushed = await pushResults(wish);
  expect(pushed).toMatchObject({ state: "applied", address: expect.stringContaining("/test-runs/") });
  expect(pushedInWords(pushed).slice(0, 2)).toEqual(["Applied.", "Findings: 1 created."]);
  expect((await findingsOf(lead, systemId)).size).toBe(1);
  expect((await pushResults(wish)).state).toBe("unchanged");
});

test("several files are pushed with one command: a broken one stops no other, and the exit code is that of the worst", async () => {
  const broken = path.join(folder, "broken.json");
  const second = path.join(folder, "second.report.jsonl");
  writeFileSync(broken, '{"nothing": "known"}');
  writeFileSync(second, garakReport({ day: 2, probes: { "dan.DAN": [1, 19] } }));
  const said: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  const values = { system: systemId, url: served.url };
  vi.stubEnv("PLUMBLINE_TOKEN", wish.token);
  const code = await results.run({ positionals: ["push", broken, second], values, json: true });
  log.mockRestore();
  vi.unstubAllEnvs();
  expect(code).toBe(exitCode.failed);
  expect(JSON.parse(said.join(""))).toMatchObject([
    { file: "broken.json", state: "failed", message: expect.stringContaining("no file of test results") },
    { file: "second.report.jsonl", state: "applied", found: { effects: { update: 1 } } },
  ]);
});

test("what is not taken says why: a token without the right, a system it does not see, no answer", async () => {
  const [reader, stranger] = [
    await personWith("reader", world.claims),
    await personWith("lead", world.clinics),
  ];
  await expect(pushResults({ ...wish, token: await tokenOf(reader, world.claims) })).rejects.toThrow(
    NotAllowed,
  );
  await expect(pushResults({ ...wish, token: "pbl_nothing" })).rejects.toThrow(NotAllowed);
  const elsewhere = { ...wish, token: await tokenOf(stranger, world.clinics) };
  await expect(pushResults(elsewhere)).rejects.toThrow("There is no");
  await expect(pushResults({ ...elsewhere, system: systemId })).rejects.toThrow(Invalid);
  await expect(pushResults({ ...wish, url: "http://127.0.0.1:9" })).rejects.toThrow(Unreachable);
});
