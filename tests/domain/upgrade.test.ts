import { readdirSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { readDatabase, readFixture, restoreAndMigrate } from "@/tests/support/database-fixture";
import { onServer } from "@/tests/support/test-database";

const folder = path.resolve("tests/fixtures/databases");

test.each(readdirSync(folder))(
  "the database of %s migrates to today and keeps every row with every value",
  async (name) => {
    const fixture = readFixture(path.join(folder, name));
    const database = `upgrade_${process.pid}_${Date.now()}`;
    const admin = new Client(inject("adminUrl"));
    await admin.connect();
    await admin.query(`create database ${database} template template0`);
    const url = onServer(inject("adminUrl"), database);
    try {
      await restoreAndMigrate(url, fixture);
      const client = new Client(url);
      await client.connect();
      const after = await readDatabase(client);
      await client.end();
      for (const [table, rows] of Object.entries(fixture.tables)) {
        const columns = Object.keys(rows[0] ?? {});
        const kept = (after.tables[table] ?? []).map((row) =>
          Object.fromEntries(columns.map((column) => [column, row[column]])),
        );
        expect([table, kept.length]).toEqual([table, rows.length]);
        expect(new Set(kept.map((row) => JSON.stringify(row)))).toEqual(
          new Set(rows.map((row) => JSON.stringify(row))),
        );
      }
    } finally {
      await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
    }
  },
);
