import { asOwner } from "@/tests/support/test-database";

type Row = Readonly<Record<string, unknown>>;

/** A row that a piece of work changed: what it held before and after, null where there was none. */
export interface ChangedRow {
  table: string;
  before: Row | null;
  after: Row | null;
}

/** Has the database write down every row of every table that changes from now on, in the transaction that changes it. */
export async function recordRows(): Promise<void> {
  await asOwner(async (client) => {
    await client.query(`
      create schema recorded;
      create table recorded.refusing (why text);
      create function recorded.refuse() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
      begin
        if exists (select from recorded.refusing) then raise exception 'The audit trail cannot be written.'; end if;
        return new;
      end $$;
      create trigger zz_refused before insert on audit_entries for each row execute function recorded.refuse();
      create table recorded.rows (seq bigint generated always as identity, name text, key text, before jsonb, after jsonb);
      create function recorded.keep() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
      declare
        old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
        new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
      begin
        insert into recorded.rows (name, key, before, after)
          select tg_table_name, (select string_agg(coalesce(old_row, new_row) ->> name, ' ') from unnest(tg_argv::text[]) as name), old_row, new_row;
        return null;
      end $$;
      do $$
      declare one record;
      begin
        for one in
          select c.oid::regclass as name, string_agg(quote_literal(a.attname), ', ') as keys
          from pg_class c
          join pg_index i on i.indrelid = c.oid and i.indisprimary
          join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          group by c.oid
        loop
          execute format('create trigger zz_recorded after insert or update or delete on %s for each row execute function recorded.keep(%s)', one.name, one.keys);
        end loop;
      end $$`);
  });
}

/** Returns what changed since it was last asked, one per row that is not as it was. */
export async function changedRows(): Promise<ChangedRow[]> {
  const { rows } = await asOwner((client) =>
    client.query<ChangedRow & { key: string }>(
      `with gone as (delete from recorded.rows returning *) select name as table, key, before, after from gone order by seq`,
    ),
  );
  const byKey = new Map<string, ChangedRow>();
  for (const { table, key, before, after } of rows) {
    const place = `${table} ${key}`;
    byKey.set(place, {
      table,
      before: byKey.has(place) ? (byKey.get(place)?.before ?? null) : before,
      after,
    });
  }
  return [...byKey.values()].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Does the work while the audit trail of a database that is recorded takes no entry. */
export async function withoutTrail<T>(work: () => Promise<T>): Promise<T> {
  await asOwner((client) => client.query("insert into recorded.refusing values ('a test')"));
  try {
    return await work();
  } finally {
    await asOwner((client) => client.query("delete from recorded.refusing"));
  }
}
