import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { expect, test } from "vitest";
import { verifyBackup } from "@/lib/platform/backup/read-backup";
import { migrate } from "@/lib/platform/database/migrate";
import { deviations, pictureOf, readPicture } from "@/lib/platform/database/picture";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { emptyPlace, on, restoreAsThen, restoreTo } from "@/tests/support/backups";
import { type Row, readDatabase } from "@/tests/support/read-database";
import { testSecret } from "@/tests/support/test-database";

const picture = pictureOf(readFileSync("prisma/picture.txt", "utf8"));
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
    const empty = await emptyPlace();
    try {
      await restoreAsThen(path.join(folder, name), empty);
      const before = await on(empty.url, readDatabase);
      await migrate({ url: empty.url, appPassword: runtimePassword(testSecret) });
      const after = await on(empty.url, async (client) => {
        // Policies, triggers and rights are those of a database that was made today, also under an owner without powers.
        await client.query("begin");
        expect(deviations(picture, await readPicture(client))).toEqual([]);
        await client.query("commit");
        const tables = await readDatabase(client);
        for (const [table, sql] of Object.entries(moved)) tables[table] = await rowsOf(client, sql);
        return tables;
      });
      expect(Object.keys(before).length).toBeGreaterThan(25);
      for (const [table, rows] of Object.entries(before)) {
        const columns = Object.keys(rows[0] ?? {}).filter((column) => !recounted[table]?.includes(column));
        const only = (row: Row) =>
          JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])));
        const kept = after[table] ?? [];
        expect([table, kept.length]).toEqual([table, rows.length]);
        expect(new Set(kept.map(only))).toEqual(new Set(rows.map(only)));
      }
    } finally {
      await empty.drop();
    }
  },
);

async function rowsOf(client: Client, sql: string): Promise<Row[]> {
  const { rows } = await client.query<{ row: Row }>(sql);
  return rows.map(({ row }) => row);
}

test("a backup of an older state is restored and migrated to today in one step, and what it had lost is told", async () => {
  const [name = ""] = readdirSync(folder).slice(-1);
  const { manifest } = await verifyBackup(path.join(folder, name));
  const empty = await emptyPlace();
  try {
    const restored = await restoreTo(path.join(folder, name), empty);
    const since = readdirSync("prisma/migrations").filter((one) =>
      manifest.migrations.every((known) => known.name !== one),
    );
    expect(restored.migrated).toEqual(since);
    expect(restored.remarks.length).toBe(manifest.missing.length === 0 ? 0 : 1);
    const risks = await on(empty.url, (client) => rowsOf(client, "select to_jsonb(r) as row from risks r"));
    expect(risks.length).toBe(manifest.tables.find((table) => table.name === "public.risks")?.rows);
    expect(risks.length).toBeGreaterThan(50);
  } finally {
    await empty.drop();
  }
});
