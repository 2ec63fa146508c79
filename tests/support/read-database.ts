import type { Client } from "pg";

// The demo organisation as each released state stored it, as a backup, so that the next state proves that it loses nothing.

export type Row = Record<string, unknown>;

/** Returns every row of every table, in an order that does not depend on how they are stored. */
export async function readDatabase(client: Client): Promise<Record<string, Row[]>> {
  const { rows: names } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by 1`,
  );
  const tables: Record<string, Row[]> = {};
  for (const { name } of names) {
    const { rows } = await client.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text collate "C"`,
    );
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
}
