import "server-only";
import { type Client, escapeIdentifier } from "pg";
import { listTables, sameEverywhere, type Table } from "@/lib/platform/backup/catalog";
import { isBound, measure, putRows } from "@/lib/platform/backup/copy-table";
import { DamagedBackup } from "@/lib/platform/backup/damaged-backup";
import type { Manifest } from "@/lib/platform/backup/manifest";
import { readBackup, type WholeBackup } from "@/lib/platform/backup/read-backup";
import { differences, readWalls } from "@/lib/platform/backup/walls";
import { SetupError } from "@/lib/platform/errors/setup-error";

/**
 * Puts the rows and sequences of a backup into a database that has its migrations, in one transaction: all of it, or
 * nothing. While it is copied, foreign keys are away and triggers rest, since the rows are complete as they are; the keys are
 * checked when they come back. Throws unless every table reads back as it was backed up and no definition has changed.
 * Returns what could not be put anywhere, in sentences.
 */
export async function restoreTables(
  client: Client,
  backup: WholeBackup,
  told: (table: string) => void,
): Promise<string[]> {
  await client.query("begin");
  try {
    await client.query(sameEverywhere);
    const before = await readWalls(client);
    const tables = inBackup(await listTables(client), backup.manifest);
    const keys = await takeKeysAway(client, tables);
    for (const { sql } of tables) await client.query(`alter table ${sql} disable trigger user`);
    await client.query(`truncate ${tables.map(({ sql }) => sql).join(", ")}`);
    await copyRows(client, backup.place, tables, told);
    for (const { name, last, used } of backup.manifest.sequences)
      await client.query("select setval(to_regclass($1), $2::bigint, $3)", [name, last, used]);
    for (const { sql } of tables) await client.query(`alter table ${sql} enable trigger user`);
    for (const sql of keys) await client.query(sql);
    await compare(client, tables, backup.manifest);
    const changed = differences(before, await readWalls(client));
    if (changed.length > 0) throw new Error(`The restore would have changed ${changed.join(", ")}.`);
    await client.query("commit");
    return remarks(tables, backup.manifest, before);
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function inBackup(there: readonly Table[], { tables }: Manifest): Table[] {
  const found = there.flatMap((table) => {
    const kept = tables.find(({ name }) => name === table.name);
    return kept ? [{ ...table, columns: kept.columns }] : [];
  });
  if (found.length > 0) return found;
  throw new SetupError("No table of this backup is one that Plumbline has.");
}

/** Takes every foreign key away; returns the statements that bring them back as they were. */
async function takeKeysAway(client: Client, tables: readonly Table[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string; key: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as key, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any ($1::regclass[]) order by oid`,
    [tables.map(({ sql }) => sql)],
  );
  for (const { table, key } of rows)
    await client.query(`alter table ${table} drop constraint ${escapeIdentifier(key)}`);
  return rows.map(
    ({ table, key, definition }) =>
      `alter table ${table} add constraint ${escapeIdentifier(key)} ${definition}`,
  );
}

async function copyRows(
  client: Client,
  place: string,
  tables: readonly Table[],
  told: (table: string) => void,
): Promise<void> {
  const bound = await isBound(client);
  for await (const content of readBackup(place)) {
    if (content.kind !== "table") return;
    const table = tables.find(({ name }) => name === content.name);
    if (!table) continue;
    told(table.name);
    await putRows(client, table, content.text, bound);
  }
}

// What PostgreSQL gives back has to be what was backed up, whichever way it went in.
async function compare(client: Client, tables: readonly Table[], manifest: Manifest): Promise<void> {
  for (const table of tables) {
    const { rows, sha256 } = await measure(client, table);
    const kept = manifest.tables.find(({ name }) => name === table.name);
    if (kept?.sha256 !== sha256 || kept.rows !== rows)
      throw new DamagedBackup(`The table ${table.name} reads back otherwise than it was written.`);
  }
}

function remarks(tables: readonly Table[], manifest: Manifest, made: Record<string, string>): string[] {
  const known = new Set(tables.map(({ name }) => name));
  const strange = manifest.tables.map(({ name }) => name).filter((name) => !known.has(name));
  const differ = differences(made, manifest.walls);
  return [
    ...(strange.length > 0
      ? [`${strange.join(", ")} in the backup is no table of Plumbline and was left out.`]
      : []),
    ...(differ.length > 0
      ? [
          `The database that was backed up had other ${differ.join(", ")} than its migrations make (it ran on PostgreSQL ${manifest.server}); here they are as the migrations make them.`,
        ]
      : []),
  ];
}
