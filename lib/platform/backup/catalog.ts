import "server-only";
import { type Client, escapeIdentifier } from "pg";
import { notOfExtension } from "@/lib/platform/database/definitions";
import { queueSchema } from "@/lib/platform/database/queue-schema";
import { markSchema } from "@/lib/platform/database/unfinished-restore";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** Schemas whose rows are not backed up, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  [queueSchema]:
    "Messages of the job queue. The jobs themselves are in public.job_runs: those that waited or ran are taken up again.",
  limits: "Counters of requests within minutes.",
};

/** A table as the catalogue describes it. */
export interface Table {
  /** Schema and name, as in public.risks. */
  name: string;
  /** The same, quoted for SQL. */
  sql: string;
  /** Names of the columns that are stored. */
  columns: string[];
  /** What the rows are put in order by; alike on every server. */
  order: string;
}

/** Runs first in a transaction that copies rows: they look the same whatever the server's settings are. */
export const sameEverywhere = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

const own = (schema: string) =>
  `${schema} !~ '^pg_' and ${schema} <> 'information_schema' and ${schema} <> '${markSchema}'`;

/** Returns every table whose rows are backed up, in the order of their names. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<{
    schema: string;
    table: string;
    columns: string[];
    order: string | null;
  }>(
    `select n.nspname as schema, c.relname as table,
       (select array_agg(attname::text order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       (select string_agg(quote_ident(attname) || case when attcollation <> 0 then ' collate "C"' else '' end, ', '
          order by array_position(i.indkey::int2[], attnum))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
        where i.indrelid = c.oid and i.indisprimary) as order
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${own("n.nspname")} and n.nspname <> all ($1) and ${notOfExtension("c.oid")}
       and (n.nspname, c.relname) <> ('public', '_prisma_migrations')
     order by n.nspname collate "C", c.relname collate "C"`,
    [Object.keys(leftOut)],
  );
  return rows.map(({ schema, table, columns, order }) => ({
    name: `${schema}.${table}`,
    sql: `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`,
    columns,
    order: order ?? 't::text collate "C"',
  }));
}

/** A sequence and how far it has counted. */
export interface Sequence {
  name: string;
  last: string;
  used: boolean;
}

/** Returns every sequence with where it stands now. */
export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${own("n.nspname")} and n.nspname <> all ($1) and ${notOfExtension("c.oid")}
     order by n.nspname collate "C", c.relname collate "C"`,
    [Object.keys(leftOut)],
  );
  const sequences: Sequence[] = [];
  for (const { schema, name } of rows) {
    const sql = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
    const { rows: states } = await client.query<{ last: string; used: boolean }>(
      `select last_value::text as last, is_called as used from ${sql}`,
    );
    for (const state of states) sequences.push({ name: sql, ...state });
  }
  return sequences;
}

/**
 * Throws SetupError unless this connection reads every row: its role passes row-level security by, or each table has the
 * policy that names its owner.
 */
export async function assertReadsAll(client: Client): Promise<void> {
  const { rows } = await client.query<{ role: string; hidden: string[] | null }>(
    `select current_user as role, array_agg(c.oid::regclass::text order by 1) as hidden
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.rolname = current_user
     where c.relkind = 'r' and ${own("n.nspname")} and n.nspname <> all ($1) and ${notOfExtension("c.oid")} and (
       not has_schema_privilege(n.oid, 'usage') or not has_table_privilege(c.oid, 'select')
       or (c.relrowsecurity and not (r.rolsuper or r.rolbypassrls) and not exists
         (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
          and r.oid = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')))
     group by r.oid`,
    [Object.keys(leftOut)],
  );
  const [found] = rows;
  if (!found?.hidden) return;
  throw new SetupError(
    `The role ${found.role} in DATABASE_URL may not read every row of ${found.hidden.length} tables (${found.hidden.slice(0, 3).join(", ")} …), so a backup of it would be incomplete. Use the role that ran the migrations, which the policies name, or one that a database administrator lets read everything: GRANT pg_read_all_data TO ${found.role}; ALTER ROLE ${found.role} BYPASSRLS;`,
  );
}
