import { readdirSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { readDatabase, readFixture, restoreAndMigrate } from "@/tests/support/database-fixture";
import { onServer } from "@/tests/support/test-database";

const folder = path.resolve("tests/fixtures/databases");

const systemParts = (concept: string, key: string) =>
  `select jsonb_build_object('systemId', s."systemId", '${key}', s."partId", 'unitId', s."unitId") as row
   from system_parts s join parts p on p.id = s."partId" where p.concept = '${concept}'`;

// Where rows lie now that lay elsewhere when a fixture was written: a statement that reads them as they were.
const moved: Readonly<Record<string, string>> = {
  system_models: systemParts("models", "modelId"),
  system_datasets: systemParts("datasets", "datasetId"),
  system_vendors: systemParts("vendors", "vendorId"),
  datasets: `select to_jsonb(d) || jsonb_build_object('use', d.uses[1]) as row from datasets d`,
};

// What is counted from other values, and counted anew when more facts are asked for.
const recounted: Readonly<Record<string, readonly string[]>> = {
  models: ["completeness"],
  datasets: ["completeness"],
};

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
      for (const [table, sql] of Object.entries(moved)) {
        const { rows } = await client.query<{ row: Record<string, unknown> }>(sql);
        after.tables[table] = rows.map(({ row }) => row);
      }
      await client.end();
      for (const [table, rows] of Object.entries(fixture.tables)) {
        const columns = Object.keys(rows[0] ?? {}).filter((column) => !recounted[table]?.includes(column));
        const only = (row: Record<string, unknown>) =>
          JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])));
        const kept = after.tables[table] ?? [];
        expect([table, kept.length]).toEqual([table, rows.length]);
        expect(new Set(kept.map(only))).toEqual(new Set(rows.map(only)));
      }
    } finally {
      await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
    }
  },
);
