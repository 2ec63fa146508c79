import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { verifyBackup } from "@/lib/platform/backup/read-backup";
import { loadDemo } from "@/prisma/seed/demo";
import { backUp } from "@/tests/support/backups";

test("the state of today is written down, for the next one to prove that it loses nothing", async () => {
  await loadDemo();
  const file = path.resolve(".plumbline/database-fixture.tar");
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  expect((await backUp(file)).missing).toEqual([]);
  await verifyBackup(file);
  console.log(`Before a release, copy ${file} to tests/fixtures/databases.`);
});
