import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { finding } from "@/lib/cli/doctor/check";
import { checkFiles } from "@/lib/cli/doctor/file-checks";
import { uploadResults } from "@/lib/domain/test-runs/commands/create-import";
import { receiveSealedFile } from "@/lib/platform/storage/receive-file";
import { evidenceWith } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith } from "@/tests/support/world";

const ownerUrl = process.env["DATABASE_URL"] ?? "";
const folder = process.env["STORAGE_DIRECTORY"] ?? "";
const placeOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
const longAgo = new Date(Date.now() - 2 * 3_600_000);
let plain: string[];
let sealed: string;

beforeAll(async () => {
  const world = await createWorld();
  const lead = await personWith("lead", world.root);
  for (let i = 0; i < 4; i += 1) await evidenceWith(lead, world.claims, {}, `Evidence ${i} `.repeat(20_000));
  const request = new Request("http://localhost/", {
    method: "POST",
    body: "My card is 4111 ".repeat(9_000),
  });
  await uploadResults.execute(lead, { file: await receiveSealedFile(request, "report.jsonl") });
  const { rows } = await asOwner((client) =>
    client.query(`select sha256, "plainSha256" is not null as sealed from files order by sha256`),
  );
  plain = rows.filter((row) => !row.sealed).map(({ sha256 }) => sha256);
  [sealed = ""] = rows.filter((row) => row.sealed).map(({ sha256 }) => sha256);
});

const examined = (quick = false) => finding("files", () => checkFiles({ ownerUrl }, quick));

test("every stored file is read, sealed ones are opened, and it says how many files and bytes in which time", async () => {
  const found = await examined();
  expect(found.words).toMatch(
    /^5 files, \d\.\d MB, read in \d+\.\d s, 1 of them sealed: each is as it was put\.$/,
  );
  expect(found.state).toBe("ok");
  expect((await examined(true)).words).toMatch(
    /^5 files, \d\.\d MB, compared by size only: each is as it was put\.$/,
  );
});

test("one bit that changed, a file that is gone, one cut short and one that no record names are each named", async () => {
  const [changed = "", gone = "", short = ""] = plain;
  const [kept, whole] = [readFileSync(placeOf(changed)), readFileSync(placeOf(short))];
  const bytes = Buffer.from(kept);
  bytes[100_000] = (bytes[100_000] ?? 0) ^ 1;
  writeFileSync(placeOf(changed), bytes);
  renameSync(placeOf(gone), `${folder}-aside`);
  truncateSync(placeOf(short), whole.length - 1);
  const stray = createHash("sha256").update("nobody's").digest("hex");
  for (const [name, at] of [
    [stray, longAgo],
    [`${stray}.17.partial`, longAgo],
    ["0".repeat(64), new Date()],
  ] as const) {
    mkdirSync(path.dirname(placeOf(name)), { recursive: true });
    writeFileSync(placeOf(name), "nobody's");
    utimesSync(placeOf(name), at, at);
  }

  const found = await examined();
  expect(found.state).toBe("failed");
  expect(found.words).toContain(`Missing: 1 (${gone}). Take files/<name> out of a backup`);
  expect(found.words).toContain(`Altered: 2 (${[changed, short].sort().join(", ")}).`);
  expect(found.words).toContain("(5 files, ");
  // What was put within the hour may be arriving.
  expect(found.words).toContain(`Of no record, and older than an hour: 2 (${stray}, ${stray}.17.partial).`);
  const quick = await examined(true);
  expect(quick.words).toContain(`Missing: 1 (${gone}).`);
  expect(quick.words).toContain(`Altered: 1 (${short}).`);

  writeFileSync(placeOf(changed), kept);
  writeFileSync(placeOf(short), whole);
  renameSync(`${folder}-aside`, placeOf(gone));
  const mended = await examined();
  expect([mended.state, mended.words]).toEqual(["ok", expect.stringContaining("Of no record")]);
  for (const name of [stray, `${stray}.17.partial`, "0".repeat(64)]) rmSync(placeOf(name));
  expect((await examined()).words).toMatch(/as it was put\.$/);
});

test("the command says so in a line and ends with 1, and a sealed file of an unknown secret is named", async () => {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "doctor", "--json"];
  const environment = {
    ...process.env,
    PLUMBLINE_DATA: `${folder}-doctor`,
    PLUMBLINE_SECRET: "a".repeat(64),
    DATABASE_APP_URL: ownerUrl,
  };
  const { code, stdout } = await promisify(execFile)(process.execPath, args, { env: environment }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string }) => error,
  );
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; words: string }[] };
  expect([code, ok]).toEqual([1, false]);
  const words = Object.fromEntries(checks.map((check) => [check.name, check.words]));
  expect(words["stored files"]).toContain(
    `Sealed by an unknown key: 1 (${sealed}). Add the secret of that time`,
  );
  // A superuser as the application's role is held by no wall.
  expect(words["application role"]).toContain("has SUPERUSER");
  expect(words["row-level security"]).toMatch(
    /^Enforced on all \d+ tables, by the \d+ policies of this version\.$/,
  );
});
