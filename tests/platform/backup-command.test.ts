import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup } from "@/lib/cli/commands/backup";
import { keepBackups } from "@/lib/cli/runtime/daily-backup";
import { auditKey } from "@/lib/platform/audit/checkpoint";
import { launchSettings } from "@/lib/platform/settings/launch";
import { type EmptyPlace, emptyPlace, on } from "@/tests/support/backups";
import { evidenceWith } from "@/tests/support/evidence";
import { readDatabase } from "@/tests/support/read-database";
import { testSecret } from "@/tests/support/test-database";
import { createWorld, personWith } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-backup-command-"));
const backups = path.join(folder, "backups");
const fresh = path.join(folder, "fresh");
let empty: EmptyPlace;

beforeAll(async () => {
  const world = await createWorld();
  await evidenceWith(await personWith("lead", world.root), world.claims, { title: "Kept" });
  empty = await emptyPlace();
});
afterAll(async () => {
  await empty.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as somebody would type it, on the test's own database unless another is named. */
async function plumbline(words: string[], environment: Record<string, string> = {}) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words];
  const env = { ...process.env, PLUMBLINE_DATA: path.join(folder, "data"), ...environment };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, { env }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, output: stdout + stderr };
}

test("a folder of backups is filled, thinned and checked, and one of them restored with the secret that was kept apart", async () => {
  mkdirSync(backups);
  for (const old of ["plumbline-2026-01-01T000000Z.tar", "plumbline-2026-01-02T000000Z.tar", "notes.tar"])
    writeFileSync(path.join(backups, old), "");
  const made = await plumbline(["backup", "--to", backups, "--keep", "2", "--json"]);
  expect(made.code).toBe(0);
  const { file } = JSON.parse(made.stdout) as { file: string };
  expect(JSON.parse(made.stdout)).toMatchObject({ ok: true, files: 1, missing: [] });
  expect(readdirSync(backups).sort()).toEqual([
    "notes.tar",
    "plumbline-2026-01-02T000000Z.tar",
    path.basename(file),
  ]);

  const pem = path.join(folder, "audit.pem");
  writeFileSync(pem, auditKey().pem);
  const verify = (key: string) => backup.run({ positionals: ["verify", file], values: { key }, json: true });
  expect(await verify(pem)).toBe(0);
  writeFileSync(pem, "-----BEGIN PUBLIC KEY-----");
  await expect(verify(pem)).rejects.toThrow("The backup is whole, but it was signed by plumbline-audit/");

  // On another machine: nothing but the backup, and then the secret.
  const machine = {
    DATABASE_URL: empty.url,
    PLUMBLINE_SECRET: "",
    STORAGE_DIRECTORY: path.join(fresh, "files"),
    PLUMBLINE_DATA: fresh,
  };
  const damaged = path.join(folder, "damaged.tar");
  writeFileSync(damaged, readFileSync(file).subarray(0, -2_000));
  const refused = await plumbline(["restore", damaged], machine);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("The backup is damaged.") });
  const other = await plumbline(["restore", file], machine);
  expect(other).toMatchObject({
    code: 1,
    output: expect.stringContaining("Put the secret of that installation into"),
  });
  expect(existsSync(fresh)).toBe(false);
  mkdirSync(fresh);
  writeFileSync(path.join(fresh, "secret"), testSecret);
  const restored = await plumbline(["restore", file, "--json"], machine);
  expect([restored.code, restored.output]).toEqual([0, expect.stringContaining('"ok":true')]);
  expect(await on(empty.url, readDatabase)).toEqual(
    await on(process.env["DATABASE_URL"] ?? "", readDatabase),
  );
});

test("while Plumbline runs, a backup is made when the newest is a day old and not before, and one that fails is told", async () => {
  const daily = path.join(folder, "daily");
  const installation = {
    ownerUrl: process.env["DATABASE_URL"] ?? "",
    directory: folder,
    launch: { ...launchSettings(), BACKUP_DIRECTORY: daily, BACKUP_KEEP: 2 },
  };
  const names = () => readdirSync(daily).filter((name) => name.endsWith(".tar"));
  expect(await saidBy(installation)).toEqual([`Backup made: ${path.join(daily, names()[0] ?? "")}`]);
  expect(await saidBy(installation)).toEqual([]);
  const yesterday = new Date(Date.now() - 86_400_001);
  const old = path.join(daily, "plumbline-2026-01-01T000000Z.tar");
  renameSync(path.join(daily, names()[0] ?? ""), old);
  utimesSync(old, yesterday, yesterday);
  expect(await saidBy(installation)).toHaveLength(1);
  expect(names()).toHaveLength(2);
  const blocked = { ...installation.launch, BACKUP_DIRECTORY: path.join(old, "below a file") };
  expect(await saidBy({ ...installation, launch: blocked })).toEqual([
    expect.stringContaining("The daily backup failed: The folder"),
  ]);
});

/** Looks once whether a backup is due, as a running Plumbline does, and returns what it said. */
async function saidBy(installation: Parameters<typeof keepBackups>[0]): Promise<string[]> {
  const said: string[] = [];
  const stop = new AbortController();
  const kept = keepBackups(installation, stop.signal, (line) => said.push(line));
  // It does what is due at once; asked to stop, it does not wait for the next hour.
  stop.abort();
  await kept;
  return said;
}
