import path from "node:path";
import { Client } from "pg";
import { expect, test } from "vitest";
import { loadDemo } from "@/prisma/seed/demo";
import { readDatabase, readFixture, writeFixture } from "@/tests/support/database-fixture";

test("the state of today is written down, for the next one to prove that it loses nothing", async () => {
  await loadDemo();
  const client = new Client(process.env["DATABASE_URL"]);
  await client.connect();
  const state = await readDatabase(client);
  await client.end();
  const file = path.resolve(".plumbline/database-fixture.json.gz");
  writeFixture(file, state);
  expect(readFixture(file)).toEqual(JSON.parse(JSON.stringify(state)));
  console.log(`Before a release, copy ${file} to tests/fixtures/databases.`);
});
