import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import { createWebhook } from "@/lib/domain/webhooks/commands/write-webhook";
import type { Actor } from "@/lib/platform/access/actor";
import { sessionActor } from "@/lib/platform/auth/authenticate";
import { runtimeDatabaseUrl } from "@/lib/platform/settings/settings";
import { builtPack, packOf } from "@/tests/support/audit-packs";
import { withApp } from "@/tests/support/second-factors";
import { createWorld, personWith, rootUnit } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-keys-"));
beforeAll(createWorld);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as somebody would type it; returns its exit code and output. */
async function plumbline(...words: string[]) {
  return plumblineWith({}, ...words);
}

async function plumblineWith(settings: Record<string, string>, ...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words];
  const env = { ...process.env, PLUMBLINE_DATA: folder, ...settings };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, { env }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, output: stdout + stderr };
}

test("a key is made once, listed, and replaced with a reason; a pack of before is verified by the printed keys", async () => {
  expect((await plumbline("keys", "list")).output).toContain(
    "There is no key yet. Make it with: keys create",
  );
  expect(await plumbline("keys", "public")).toMatchObject({ code: 1, stdout: "" });
  expect((await plumbline("keys", "create")).output).toContain("The key is made.");
  expect((await plumbline("keys", "create")).output).toContain(
    "There is a key already; nothing was changed.",
  );
  const pack = path.join(folder, "pack.zip");
  const compliance = await personWith("compliance", rootUnit);
  writeFileSync(pack, (await builtPack(compliance, packOf(rootUnit))).bytes);

  const bare = await plumbline("keys", "rotate");
  expect(bare).toMatchObject({ code: 3, output: expect.stringContaining("keys rotate --reason") });
  const rotated = await plumbline("keys", "rotate", "--reason", "The secret was seen by others.", "--json");
  const { keys } = JSON.parse(rotated.stdout) as { keys: { number: number; until: string | null }[] };
  expect(keys.map(({ number, until }) => [number, until === null])).toEqual([
    [2, true],
    [1, false],
  ]);

  const pem = path.join(folder, "keys.pem");
  writeFileSync(pem, (await plumbline("keys", "public")).stdout);
  expect(await plumbline("verify", pack, "--key", pem)).toMatchObject({ code: 0 });
});

test("after a change of the installation's secret, what is stored opens by the earlier one until it is sealed anew, and by the new one alone after", async () => {
  const person = await personWith("reader", rootUnit, { email: "holder@plumbline.example" });
  await withApp(person);
  const lead = await personWith("lead", rootUnit);
  await createWebhook.execute(lead, {
    ...{ name: "Ticketing", unitId: rootUnit, events: ["risk.changed"] },
    url: "https://receiver.plumbline.example/",
  });
  const PLUMBLINE_SECRET = "d1".padEnd(64, "0");
  const PLUMBLINE_PREVIOUS_SECRETS = process.env["PLUMBLINE_SECRET"] ?? "";
  const DATABASE_APP_URL = runtimeDatabaseUrl();
  const alone = await plumblineWith({ PLUMBLINE_SECRET, DATABASE_APP_URL }, "keys", "reseal");
  expect(alone).toMatchObject({ code: 1, output: expect.stringContaining("PLUMBLINE_PREVIOUS_SECRETS") });
  const both = await plumblineWith({ PLUMBLINE_SECRET, PLUMBLINE_PREVIOUS_SECRETS }, "keys", "reseal");
  expect(both).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^3 sealed anew under the key \w{8}, 0 were/m),
  });
  const after = await plumblineWith({ PLUMBLINE_SECRET, DATABASE_APP_URL }, "keys", "reseal", "--json");
  expect(JSON.parse(after.stdout)).toMatchObject({ ok: true, resealed: 0, kept: 3 });
  await expect(beginAndProve(person)).rejects.toThrow("not known here");

  const renewed = { PLUMBLINE_SECRET, DATABASE_APP_URL };
  const removed = await plumblineWith(renewed, "user", "remove-factors", "holder@plumbline.example");
  expect(removed).toMatchObject({
    code: 0,
    output: expect.stringContaining("has no second factor any more"),
  });
  expect(await sessionActor(person.sessionId ?? "", "test")).toBeNull();
});

/** Opens the secret of the person's app, as a code does. */
const beginAndProve = (person: Actor) => confirmSelf.execute(person, { code: "000000" });

test("anything else is answered with what there is", async () => {
  const said = await plumbline("keys", "delete");
  expect(said).toMatchObject({
    code: 3,
    output: expect.stringContaining("keys list, keys public, keys create"),
  });
});
