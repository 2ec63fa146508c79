import "server-only";
import type { Client } from "pg";
import { notOfExtension } from "@/lib/platform/database/definitions";
import { isRestoreUnfinished, markSchema } from "@/lib/platform/database/unfinished-restore";
import { SetupError } from "@/lib/platform/errors/setup-error";

// Everything but the schemas themselves, which a server may have from its beginning.
const things = `select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${notOfExtension("c.oid")}
  union all select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and ${notOfExtension("p.oid")}
  union all select t.oid from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') and ${notOfExtension("t.oid")}`;

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
      await client.query(
        `create schema ${markSchema}; create table ${markSchema}.found as select nspname as name from pg_namespace`,
      );
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Tells that everything is restored. */
export async function releaseDatabase(client: Client): Promise<void> {
  await client.query(`drop schema ${markSchema} cascade`);
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
  for one in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in (select name from ${markSchema}.found) loop
    execute format('drop schema %I cascade', one.nspname);
  end loop;
  for one in select c.relname, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and ${notOfExtension("c.oid")} order by c.relkind = 'S' loop
    execute format('drop %s if exists public.%I cascade', one.kind, one.relname);
  end loop;
  for one in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = 'public'::regnamespace
      and ${notOfExtension("p.oid")} loop
    execute format('drop routine if exists %s cascade', one.signature);
  end loop;
  for one in select t.typname from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and ${notOfExtension("t.oid")} loop
    execute format('drop type if exists public.%I cascade', one.typname);
  end loop;
end $$`;
