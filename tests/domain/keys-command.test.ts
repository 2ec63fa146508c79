import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPack, packOf } from "@/tests/support/audit-packs";
import { createWorld, personWith, rootUnit } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-keys-"));
beforeAll(createWorld);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as somebody would type it; returns its exit code and output. */
async function plumbline(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words];
  const env = { ...process.env, PLUMBLINE_DATA: folder };
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

test("anything else is answered with what there is", async () => {
  const said = await plumbline("keys", "delete");
  expect(said).toMatchObject({
    code: 3,
    output: expect.stringContaining("keys list, keys public, keys create"),
  });
});
