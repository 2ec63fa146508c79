-- The past, read from the audit trail. The schema "past" has the tables of "public" under their own names, each holding
-- what it held at the end of the instant in the setting plumbline.as_of. A query runs on the past unchanged: the
-- transaction puts this schema before "public". What it shows is decided by the reader's scope of today.
create schema past;
grant usage on schema past to plumbline_app;

-- The instant that a transaction looks back to; without one, every table of the past is empty.
create function past.instant() returns timestamptz language sql stable parallel safe as
$$ select nullif(current_setting('plumbline.as_of', true), '')::timestamptz $$;

create index audit_entries_past on audit_entries ("subjectType", "subjectId", at, seq);

-- The state of every record of a kind after the last entry about it up to the instant; a record that was removed by then
-- has none. An entry on something else that was done with a record, such as an export, does not hold the record and is
-- passed over. Of the owner alone: it looks over every wall.
create function past.every_state(kind text) returns table (id uuid, "unitId" uuid, after jsonb)
language sql stable set search_path = public, pg_temp as $$
  select e."subjectId", e."unitId", e.text::jsonb -> 'after'
  from (
    select distinct on ("subjectId") seq from audit_entries
    where "subjectType" = kind and "subjectId" is not null and at <= past.instant()
      and strpos(text, '"id":"' || "subjectId" || '"') > 0
    order by "subjectId", at desc, seq desc
  ) last join audit_entries e using (seq)
  where not starts_with(e.text, '{"after":null')
$$;

-- The kinds of records that are shown as they were; a shared one is read as parts are.
create table past.kinds (kind text primary key, shared boolean not null);

-- Opens the past of a transaction. What is read of a kind is taken out of the trail once and kept to the end of the
-- transaction, in temporary tables of the owner.
create function past.open() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one text;
begin
  if to_regclass('pg_temp.past_states') is not null then return; end if;
  create temporary table past_states (kind text, id uuid, after jsonb) on commit delete rows;
  create temporary table past_read (kind text) on commit delete rows;
  for one in select kind from past.kinds loop
    execute format('create temporary table %I on commit delete rows as select * from public.%I with no data', 'past_' || one, one);
  end loop;
end $$;

-- The states that the reader may see: they read, today, both the unit that the record was in then and the one that it is
-- in now (or was in last). The unit of then alone would show what has since moved behind a wall; the unit of now alone
-- would show what another unit wrote in confidence before the record came here. A shared part is read as parts are.
create function past.visible_states(wanted text) returns table (id uuid, after jsonb)
language sql stable set search_path = public, pg_temp as $$
  with form as materialized (select k.shared from past.kinds k where k.kind = wanted),
  readable as materialized (
    select unnest(case when form.shared then readable_units_and_above() else readable_units() end) as unit from form),
  reached as materialized (select part from form, reached_parts() part where form.shared)
  select s.id, s.after from past.every_state(wanted) s
  join lateral (
    select e."unitId" from audit_entries e where e."subjectType" = wanted and e."subjectId" = s.id
    order by e.at desc, e.seq desc limit 1) latest on true
  where s.id in (select part from reached)
    or (s."unitId" in (select unit from readable) and latest."unitId" in (select unit from readable))
$$;

-- Takes a kind out of the trail, unless this transaction did so already. A column that an older entry does not have yet
-- holds what the database gives it by default.
create function past.take(wanted text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fill text;
begin
  if exists (select 1 from pg_temp.past_read r where r.kind = wanted) then return; end if;
  insert into pg_temp.past_read values (wanted);
  insert into pg_temp.past_states select wanted, s.id, s.after from past.visible_states(wanted) s;
  select string_agg(format('%L, to_jsonb((%s))', a.attname, pg_get_expr(d.adbin, d.adrelid)), ', ') into fill
  from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ('public.' || wanted)::regclass and a.attnotnull and not a.attisdropped
    and pg_get_expr(d.adbin, d.adrelid) !~ '(nextval|CURRENT_TIMESTAMP|now\()';
  execute format(
    'insert into pg_temp.%I select r.* from pg_temp.past_states s
     cross join lateral jsonb_populate_record(null::public.%I, jsonb_build_object(%s) || s.after) r where s.kind = %L',
    'past_' || wanted, wanted, fill, wanted);
end $$;

create function past.states(wanted text) returns table (id uuid, after jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if past.instant() is null then return; end if;
  perform past.take(wanted);
  return query select s.id, s.after from pg_temp.past_states s where s.kind = wanted;
end $$;

create function past.records(form anyelement, wanted text) returns setof anyelement
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if past.instant() is null then return; end if;
  perform past.take(wanted);
  return query execute format('select * from pg_temp.%I', 'past_' || wanted);
end $$;

-- How many records of a kind there were, for the limit on what is looked back at in one question.
create function past.size(kind text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct "subjectId")::integer from audit_entries
  where "subjectType" = kind and at <= past.instant() and current_actor() is not null
$$;

-- The instant of the first entry of the trail: before it nothing is known.
create function past.beginning() returns timestamptz
language sql stable security definer set search_path = public, pg_temp as
$$ select min(at) from audit_entries where current_actor() is not null $$;

-- Shows a table of records as it was; called again when the table has a new column.
create procedure past.show(t text, shared boolean default false) language plpgsql as $$
begin
  insert into past.kinds values (t, shared) on conflict (kind) do nothing;
  execute format('create or replace view past.%1$I as select r.* from past.records(null::public.%1$I, %1$L) r', t);
  execute format('grant select on past.%I to plumbline_app', t);
end $$;

-- Shows a table whose rows are never changed: those that there were. Every row stands behind the wall of its own table.
create procedure past.show_until(t text) language plpgsql as $$
begin
  execute format('create or replace view past.%1$I with (security_invoker) as select * from public.%1$I where "createdAt" <= past.instant()', t);
  execute format('grant select on past.%I to plumbline_app', t);
end $$;

-- Shows a table as it is now: names of people and of business units.
create procedure past.show_as_now(t text) language plpgsql as $$
begin
  execute format('create or replace view past.%1$I with (security_invoker) as select * from public.%1$I', t);
  execute format('grant select on past.%I to plumbline_app', t);
end $$;

call past.show('risks');
call past.show('systems');
call past.show('decisions');
call past.show('tasks');
call past.show('models', true);
call past.show('datasets', true);
call past.show('vendors', true);
call past.show('prompts', true);
call past.show('tools', true);
call past.show('agents', true);
call past.show('guardrails', true);
call past.show_until('settings');
call past.show_until('risk_scores');
call past.show_until('risk_reviews');
call past.show_until('lifecycle_moves');
call past.show_as_now('people');
call past.show_as_now('units');

create view past.audit_entries with (security_invoker) as select * from public.audit_entries where at <= past.instant();
grant select on past.audit_entries to plumbline_app;

create view past.parts as
  select id, 'models' as concept, number, name, "unitId", completeness from past.models
  union all select id, 'datasets', number, name, "unitId", completeness from past.datasets
  union all select id, 'vendors', number, name, "unitId", completeness from past.vendors
  union all select id, 'prompts', number, name, "unitId", completeness from past.prompts
  union all select id, 'tools', number, name, "unitId", completeness from past.tools
  union all select id, 'agents', number, name, "unitId", completeness from past.agents
  union all select id, 'guardrails', number, name, "unitId", completeness from past.guardrails;

create view past.risk_systems as
  select s.id as "riskId", (link ->> 'systemId')::uuid as "systemId", (s.after ->> 'unitId')::uuid as "unitId"
  from past.states('risks') s
  cross join lateral jsonb_array_elements(case jsonb_typeof(s.after -> 'systems') when 'array' then s.after -> 'systems' else '[]' end) link;

-- A link is shown where both its ends are. Entries name the parts of a system as modelIds; older ones as models, each with
-- its modelId.
create view past.system_parts as
  select distinct s.id as "systemId", p.id as "partId", (s.after ->> 'unitId')::uuid as "unitId"
  from past.states('systems') s
  cross join lateral jsonb_each(s.after) field
  cross join lateral jsonb_array_elements(case jsonb_typeof(field.value) when 'array' then field.value else '[]' end) link
  join past.parts p
    on p.id = (case jsonb_typeof(link) when 'string' then link #>> '{}' else link ->> (rtrim(field.key, 's') || 'Id') end)::uuid
  where field.key in ('modelIds', 'datasetIds', 'vendorIds', 'promptIds', 'toolIds', 'agentIds', 'guardrailIds')
    or field.key in ('models', 'datasets', 'vendors');

-- For each field of a part that names others, how it names them.
create function past.relations() returns table (concept text, field text, relation text) language sql immutable as $$
  values ('models', 'vendorId', 'provided-by'), ('models', 'baseModelId', 'based-on'), ('models', 'datasetIds', 'trained-on'),
    ('tools', 'vendorId', 'provided-by'), ('prompts', 'modelIds', 'written-for'),
    ('agents', 'modelIds', 'uses'), ('agents', 'toolIds', 'uses'), ('agents', 'promptIds', 'uses'), ('agents', 'agentIds', 'delegates-to'),
    ('guardrails', 'vendorId', 'provided-by'), ('guardrails', 'protectsModelIds', 'protects'),
    ('guardrails', 'protectsAgentIds', 'protects'), ('guardrails', 'protectsToolIds', 'protects')
$$;

create view past.part_links as
  select distinct s.id as "fromId", p.id as "toId", r.relation, (s.after ->> 'unitId')::uuid as "unitId"
  from (select distinct concept from past.relations()) kinds
  cross join lateral past.states(kinds.concept) s
  join past.relations() r on r.concept = kinds.concept
  cross join lateral jsonb_array_elements_text(case jsonb_typeof(s.after -> r.field)
    when 'array' then s.after -> r.field when 'string' then jsonb_build_array(s.after -> r.field) else '[]' end) link
  join past.parts p on p.id = link::uuid;

grant select on past.parts, past.risk_systems, past.system_parts, past.part_links to plumbline_app;

-- The questions on links, asked of the past; they answer within the reader's walls.
create function past.parts_of_systems(wanted uuid[]) returns setof uuid
language sql security definer set search_path = past, public, pg_temp as $$
  with recursive needs as materialized (
    select case relation when 'protects' then "toId" else "fromId" end as part,
      case relation when 'protects' then "fromId" else "toId" end as need from part_links),
  reached(id) as (
    select "partId" from system_parts where "systemId" = any (wanted)
    union select n.need from reached r join needs n on n.part = r.id
  ) select id from reached
$$;

create function past.systems_using(wanted uuid[]) returns table (part uuid, "systemId" uuid, via uuid[])
language sql security definer set search_path = past, public, pg_temp as $$
  with recursive needs as materialized (
    select case relation when 'protects' then "toId" else "fromId" end as part,
      case relation when 'protects' then "fromId" else "toId" end as need from part_links),
  up(part, at) as (
    select p, p from unnest(wanted) p
    union select u.part, n.part from up u join needs n on n.need = u.at
  ) select up.part, s."systemId", array_agg(up.at) from up join system_parts s on s."partId" = up.at group by 1, 2
$$;

-- Of what lies beyond the reader's walls the past tells nothing, not even how much there was.
create function past.uses_of_part(part uuid) returns integer
language sql security definer set search_path = past, public, pg_temp as
$$ select count(*)::integer from past.systems_using(array[part]) $$;

create function past.links_of_part(part uuid) returns integer
language sql security definer set search_path = past, public, pg_temp as
$$ select count(*)::integer from part_links where part in ("fromId", "toId") $$;

-- The one place where entries join the chain; of the owner alone, since it takes the time from its caller.
create function chain_entries(entries jsonb, clock timestamptz default null) returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
  entry jsonb;
  last_seq bigint;
  last_hash bytea;
  new_hash bytea;
  instant timestamptz(3);
  actor_name text;
begin
  perform pg_advisory_xact_lock(7265736563);
  select seq, hash into last_seq, last_hash from audit_entries order by seq desc limit 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, '\x'::bytea);
  instant := date_trunc('milliseconds', coalesce(clock, clock_timestamp()));
  if instant > clock_timestamp() then
    raise exception 'An entry cannot be dated after today.' using errcode = 'check_violation';
  end if;
  for entry in select * from jsonb_array_elements(entries) loop
    last_seq := last_seq + 1;
    actor_name := translate(entry->>'actorName', E'\n\r', '  ');
    new_hash := sha256(last_hash || convert_to(concat_ws(E'\n',
      last_seq, to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry->>'action', entry->>'actorKind',
      coalesce(entry->>'actorId', '-'), actor_name, coalesce(entry->>'tokenId', '-'), entry->>'requestId',
      entry->>'subjectType', coalesce(entry->>'subjectId', '-'), entry->>'unitId', entry->>'text'), 'UTF8'));
    insert into audit_entries (seq, at, action, "actorKind", "actorId", "actorName", "tokenId", "requestId",
      "subjectType", "subjectId", "unitId", text, "previousHash", hash)
    values (last_seq, instant, entry->>'action', entry->>'actorKind', (entry->>'actorId')::uuid, actor_name,
      (entry->>'tokenId')::uuid, entry->>'requestId', entry->>'subjectType', (entry->>'subjectId')::uuid,
      (entry->>'unitId')::uuid, entry->>'text', last_hash, new_hash);
    last_hash := new_hash;
  end loop;
  return last_seq;
end $$;

create or replace function append_audit(entries jsonb) returns bigint
language sql security definer set search_path = public, pg_temp as
$$ select chain_entries(entries) $$;

revoke all on all functions in schema past from public;
revoke all on all procedures in schema past from public;
revoke all on function chain_entries(jsonb, timestamptz) from public;
grant execute on function past.instant(), past.open(), past.states(text), past.records(anyelement, text), past.size(text), past.beginning(), past.relations(),
  past.parts_of_systems(uuid[]), past.systems_using(uuid[]), past.uses_of_part(uuid), past.links_of_part(uuid) to plumbline_app;
