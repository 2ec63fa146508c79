import "server-only";
import type { Client } from "pg";
import { isRestoreUnfinished, markSchema } from "@/lib/platform/database/unfinished-restore";
import { SetupError } from "@/lib/platform/errors/setup-error";

// What an extension brought along is the server's.
const things = `select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

/**
 * Marks an empty database as one that is being restored. One in which a restore was interrupted is emptied first. Throws
 * SetupError when it holds anything else, and touches nothing then.
 */
export async function claimDatabase(client: Client, isStoreEmpty: () => Promise<boolean>): Promise<void> {
  await client.query("begin");
  try {
    if (await isRestoreUnfinished(client)) {
      await client.query(empty);
    } else {
      const { rowCount } = await client.query(things);
      if (rowCount) throw notEmpty("database");
      if (!(await isStoreEmpty())) throw notEmpty("folder of files");
      await client.query(`create schema ${markSchema}`);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Tells that everything is restored. */
export async function releaseDatabase(client: Client): Promise<void> {
  await client.query(`drop schema ${markSchema}`);
}

function notEmpty(what: string): SetupError {
  return new SetupError(
    `The ${what} is not empty, and a restore never mixes with what is there; nothing was touched. Give an empty folder with --data, or an empty database in DATABASE_URL and an empty STORAGE_DIRECTORY.`,
  );
}

// The schema public itself stays: it is the server's, with rights that a new one would not have.
const empty = `do $$
declare
  one record;
begin
  for one in select nspname from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', '${markSchema}') loop
    execute format('drop schema %I cascade', one.nspname);
  end loop;
  for one in select c.relname, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by c.relkind = 'S' loop
    execute format('drop %s if exists public.%I cascade', one.kind, one.relname);
  end loop;
  for one in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
    execute format('drop routine if exists %s cascade', one.signature);
  end loop;
  for one in select t.typname from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and not exists (select 1 from pg_depend d where d.objid = t.oid and d.deptype = 'e') loop
    execute format('drop type if exists public.%I cascade', one.typname);
  end loop;
end $$`;
