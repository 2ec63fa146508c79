-- Quantifications are kept as scores are: they follow their risk to another unit and never change otherwise.
call append_only_in_its_unit('risk_quantifications');

-- Full text search over all records. The index lies where only the owner reaches it: a policy would keep PostgreSQL from
-- using it. One function answers which records have the words, within what the transaction may read; the application then
-- reads each record through both walls before it shows it.
create schema search;

create table search.entries (
  "recordId" uuid primary key,
  kind text not null,
  "unitId" uuid not null,
  words tsvector not null
);
create index entries_words on search.entries using gin (words);
create index entries_unit on search.entries ("unitId");

-- Accents, case and punctuation make no difference. lib/domain/search/rules.ts does the same to what is typed.
create function search.plain(said text) returns text language sql immutable parallel safe as $$
  select normalize(replace(replace(replace(translate(lower(regexp_replace(
    regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]+', '', 'g'),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g')),
    'łøđðı', 'loddi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFKC)
$$;

create function search.said(record jsonb, columns text) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(left(record ->> name, 20000), ' '), '') from unnest(string_to_array(columns, ',')) as name
$$;

-- The words of a record: its reference and what names it weigh more than the rest.
create function search.words(letter text, naming text, telling text, record jsonb) returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('simple', search.plain(concat_ws(' ', nullif(lower(letter), '') || (record ->> 'number'), search.said(record, naming)))), 'A')
    || setweight(to_tsvector('simple', search.plain(search.said(record, telling))), 'C')
$$;

create function search.keep() returns trigger language plpgsql security definer set search_path = search, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from search.entries where "recordId" = old.id;
    return null;
  end if;
  insert into search.entries ("recordId", kind, "unitId", words)
  values (new.id, tg_argv[0], new."unitId", search.words(tg_argv[1], tg_argv[2], tg_argv[3], to_jsonb(new)))
  on conflict ("recordId") do update set "unitId" = excluded."unitId", words = excluded.words
  where (entries."unitId", entries.words) is distinct from (excluded."unitId", excluded.words);
  return null;
end $$;

-- Makes the records of a table findable: those that are there, and all that come.
create procedure search.searchable(t regclass, kind text, letter text, naming text, telling text) language plpgsql as $$
begin
  execute format('create trigger kept_for_search after insert or update or delete on %s for each row execute function search.keep(%L, %L, %L, %L)',
    t, kind, letter, naming, telling);
  execute format('insert into search.entries ("recordId", kind, "unitId", words)
    select id, %L, "unitId", search.words(%L, %L, %L, to_jsonb(r)) from %s as r', kind, letter, naming, telling, t);
end $$;

call search.searchable('risks', 'risks', 'R', 'title', 'cause,event,consequence,treatmentPlan');
call search.searchable('systems', 'systems', 'S', 'name', 'purpose,description');
call search.searchable('models', 'models', 'M', 'name', 'description,provider,modelVersion,licence,region');
call search.searchable('datasets', 'datasets', 'D', 'name', 'description,origin,licence,lawfulBasis');
call search.searchable('prompts', 'prompts', 'P', 'name', 'description,promptVersion,template');
call search.searchable('tools', 'tools', 'T', 'name', 'description,endpoint,toolVersion');
call search.searchable('agents', 'agents', 'A', 'name', 'description,memory,identity');
call search.searchable('guardrails', 'guardrails', 'G', 'name', 'description,product');
call search.searchable('vendors', 'vendors', 'V', 'name', 'description,service,country,website,contact');
call search.searchable('tasks', 'tasks', '', 'title', 'details');
call search.searchable('people', 'people', '', 'name,email', 'jobTitle');

-- Ids of the records with these words, the best first, as far as the transaction reads them. What many records say is cut at
-- 2,000 before it is put in order: nobody looks further, and ordering everything would take as long as there are records.
create function search_records(asked text, kinds text[], most int) returns table ("recordId" uuid, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  with q as materialized (select to_tsquery('simple', asked) as words),
  beyond as materialized (select array(select parts_beyond(readable_units_and_above(), readable_units())) as ids),
  found as materialized (
    select e."recordId", e.kind, e.words from search.entries e
    where e.words @@ (select words from q) and e.kind = any (kinds) and (
      e."unitId" = any ((select readable_units())::uuid[])
      or (e.kind in ('models', 'datasets', 'prompts', 'tools', 'agents', 'guardrails', 'vendors')
        and (e."unitId" = any ((select readable_units_and_above())::uuid[]) or e."recordId" = any ((select ids from beyond)::uuid[])))
      or (e.kind = 'tasks' and e."recordId" in (select id from tasks where "assigneeId"::text = (select current_actor()))))
    limit 2000)
  select "recordId", kind from found order by ts_rank(words, (select words from q)) desc, "recordId" limit most
$$;
revoke all on function search_records(text, text[], int) from public;
grant execute on function search_records(text, text[], int) to plumbline_app;
