import type { ClientBase } from "pg";

/** Whether the databases of this run note what is written; asked for by NOTE_WRITES, as the drill of the mutations does. */
export const notesWrites = process.env["NOTE_WRITES"] === "yes";

/** Tables kept for one person's convenience or for machinery; nobody else's record is in them. */
export const unaudited: ReadonlySet<string> = new Set([
  "preferences",
  "notifications",
  "watchers",
  "reminders",
  "notice_choices",
  "job_runs",
  "imports",
  "import_rows",
  "import_mappings",
  "audit_entries",
  "audit_checkpoints",
  "account_links",
  // What was asked of one browser a moment ago.
  "factor_challenges",
  "half_open_sign_ins",
  "sessions",
  "idempotency_keys",
  // What is sent of changes that are in the trail themselves, and what came of it.
  "webhook_attempts",
  "webhook_deliveries",
  // A trail of its own: what auditors read.
  "auditor_reads",
  // What the chain itself needs: the key under which names are written in it.
  "person_keys",
]);

/** What machinery notes on a record as it goes along: when it was used, how far it has come. */
export const noted = [
  "updatedAt",
  "lastUsedAt",
  "counter",
  "backedUp",
  "heardUpTo",
  "lastDeliveredAt",
  "failingSince",
];

const list = (words: Iterable<string>) => [...words].map((word) => `'${word}'`).join(", ");

/**
 * Lets a database of the tests note, per transaction of the product, in which tables it changed something and whether it left an
 * entry in the audit trail. What a test prepares as the owner is not noted, nor what a transaction takes back itself.
 */
export const noteWrites = `
  create schema written;
  create table written.by_product (xid xid8, name text, id text, was jsonb, primary key (xid, name, id));
  create table written.audited (xid xid8 primary key);
  create function written.note() returns trigger language plpgsql security definer as $$
  declare was jsonb; now jsonb; begin
    if tg_op = 'UPDATE' then
      was := to_jsonb(old) - array[${list(noted)}];
      now := to_jsonb(new) - array[${list(noted)}];
    end if;
    insert into written.by_product values (pg_current_xact_id(), tg_table_name, coalesce(now ->> 'id', ''), was) on conflict do nothing;
    if now is not null then
      delete from written.by_product b where b.xid = pg_current_xact_id() and b.name = tg_table_name
        and b.id = coalesce(now ->> 'id', '') and b.was = now;
    end if;
    return null;
  end $$;
  create function written.note_entry() returns trigger language plpgsql security definer as $$ begin
    insert into written.audited values (pg_current_xact_id()) on conflict do nothing;
    return null;
  end $$;
  do $$ declare name text; begin
    for name in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not in ('_prisma_migrations', ${list(unaudited)})
    loop
      execute format('create trigger written after insert or update or delete on public.%I for each row
        when (current_user = ''plumbline_app'') execute function written.note()', name);
    end loop;
  end $$;
  create trigger written after insert on audit_entries for each row execute function written.note_entry();
`;

/** Returns the tables in which transactions of the product changed something without an entry in the audit trail. */
export async function writtenUnaudited(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct name from written.by_product w where not exists (select 1 from written.audited a where a.xid = w.xid) order by 1`,
  );
  return rows.map(({ name }) => name);
}
