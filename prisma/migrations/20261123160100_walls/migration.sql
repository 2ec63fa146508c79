-- The wall inside the database. The application connects as plumbline_app, which owns nothing; what it may see and
-- change in a transaction comes from four settings local to that transaction (see lib/platform/database/scope.ts).

create function readable_units() returns uuid[] language sql stable parallel safe as
$$ select string_to_array(nullif(current_setting('plumbline.units', true), ''), ',')::uuid[] $$;

create function writable_units() returns uuid[] language sql stable parallel safe as
$$ select string_to_array(nullif(current_setting('plumbline.writable', true), ''), ',')::uuid[] $$;

-- The person's id, "system", or null when nobody acts.
create function current_actor() returns text language sql stable parallel safe as
$$ select nullif(current_setting('plumbline.actor', true), '') $$;

create function secrets_open() returns boolean language sql stable parallel safe as
$$ select coalesce(current_setting('plumbline.secrets', true), 'off') = 'on' and current_actor() is not null $$;

-- Functions of the owner: each answers one narrow question that the caller may not answer by itself.
create function root_unit() returns uuid language sql stable security definer set search_path = public, pg_temp as
$$ select id from units where "parentId" is null $$;

create function all_units() returns text language sql stable security definer set search_path = public, pg_temp as
$$ select coalesce(string_agg(id::text, ','), '') from units $$;

-- The readable units and every unit above them: where a shared part may be kept for the reader to see it.
create function readable_units_and_above() returns uuid[] language sql stable security definer set search_path = public, pg_temp as
$$ select array_agg(distinct step::uuid) from units, unnest(string_to_array(rtrim(path, '/'), '/')) as step
   where id = any (readable_units()) $$;

-- Policies, made the same way for every table of a kind. "= any ((select …)::uuid[])" is computed once per statement.
create procedure scope_by_unit(t regclass, readable text default '"unitId" = any ((select readable_units())::uuid[])')
language plpgsql as $$
declare
  writable constant text := '"unitId" = any ((select writable_units())::uuid[])';
begin
  call protect(t);
  execute format('create policy reads on %s for select to plumbline_app using (%s)', t, readable);
  execute format('create policy creates on %s for insert to plumbline_app with check (%s)', t, writable);
  execute format('create policy changes on %s for update to plumbline_app using (%s) with check (%s)', t, writable, writable);
  execute format('create policy removes on %s for delete to plumbline_app using (%s)', t, writable);
end $$;

-- Read by everyone who is signed in; written with a grant at the root.
create procedure scope_to_organization(t regclass) language plpgsql as $$
declare
  writable constant text := '(select root_unit()) = any ((select writable_units())::uuid[])';
begin
  call protect(t);
  execute format('create policy reads on %s for select to plumbline_app using ((select current_actor()) is not null)', t);
  execute format('create policy creates on %s for insert to plumbline_app with check (%s)', t, writable);
  execute format('create policy changes on %s for update to plumbline_app using (%s) with check (%s)', t, writable, writable);
  execute format('create policy removes on %s for delete to plumbline_app using (%s)', t, writable);
end $$;

-- Read and changed only by the person it belongs to; the system may write to anybody.
create procedure scope_to_person(t regclass, owner text default '"personId"::text') language plpgsql as $$
declare
  mine constant text := format('(select current_actor()) in (%s, ''system'')', owner);
begin
  call protect(t);
  execute format('create policy reads on %s for select to plumbline_app using (%s)', t, mine);
  execute format('create policy creates on %s for insert to plumbline_app with check (%s)', t, mine);
  execute format('create policy changes on %s for update to plumbline_app using (%s) with check (%s)', t, mine, mine);
  execute format('create policy removes on %s for delete to plumbline_app using (%s)', t, mine);
end $$;

-- Reached only by the operations that declare that they touch secrets.
create procedure scope_to_secrets(t regclass) language plpgsql as $$
begin
  call protect(t);
  execute format('create policy secrets on %s to plumbline_app using ((select secrets_open())) with check ((select secrets_open()))', t);
end $$;

-- Policies bind the owner too, except through the one policy that names it: its functions and the migrations.
create procedure protect(t regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy owner on %s to %I using (true) with check (true)', t, current_user);
  execute format('grant select, insert, update, delete on %s to plumbline_app', t);
end $$;

-- Rows of history: they may be added, never changed or removed by the application.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are never changed.', tg_table_name using errcode = 'restrict_violation';
end $$;

create procedure append_only(t regclass) language plpgsql as $$
begin
  execute format('revoke update, delete on %s from plumbline_app', t);
  execute format('create trigger never_changed before update on %s for each row execute function refuse_change()', t);
end $$;

call scope_by_unit('systems');
call scope_by_unit('lifecycle_moves');
call scope_by_unit('system_models');
call scope_by_unit('system_datasets');
call scope_by_unit('system_vendors');
-- A shared part is readable in its keeper's unit, below it, and by whoever may read a system that uses it.
call scope_by_unit('models', '"unitId" = any ((select readable_units_and_above())::uuid[]) or id in (select "modelId" from system_models)');
call scope_by_unit('datasets', '"unitId" = any ((select readable_units_and_above())::uuid[]) or id in (select "datasetId" from system_datasets)');
call scope_by_unit('vendors', '"unitId" = any ((select readable_units_and_above())::uuid[]) or id in (select "vendorId" from system_vendors)');
call scope_by_unit('risks');
call scope_by_unit('risk_scores');
call scope_by_unit('risk_reviews');
call scope_by_unit('risk_systems');
call scope_by_unit('decisions');
call scope_by_unit('tasks', '"unitId" = any ((select readable_units())::uuid[]) or "assigneeId"::text = (select current_actor())');
call scope_by_unit('files');
call scope_by_unit('imports');
call scope_by_unit('import_rows');
call scope_by_unit('job_runs');
call scope_by_unit('grants', '"unitId" = any ((select readable_units())::uuid[]) or "personId"::text = (select current_actor())');
call scope_by_unit('people', '(select current_actor()) is not null');
call scope_to_organization('units');
call scope_to_organization('settings');
call scope_to_person('preferences');
call scope_to_person('idempotency_keys', 'split_part(principal, '':'', 1)');
call scope_to_secrets('credentials');
call scope_to_secrets('sessions');
call scope_to_secrets('account_links');
call scope_to_secrets('api_tokens');

-- Anybody may be notified of what concerns them; only they read it.
call protect('notifications');
create policy reads on notifications for select to plumbline_app using ((select current_actor()) in ("personId"::text, 'system'));
create policy creates on notifications for insert to plumbline_app with check ((select current_actor()) is not null);
create policy changes on notifications for update to plumbline_app using ((select current_actor()) in ("personId"::text, 'system'));
revoke delete on notifications from plumbline_app;

call append_only('lifecycle_moves');
call append_only('risk_scores');
call append_only('risk_reviews');
call append_only('settings');

-- The audit chain: read within the actor's units, written by append_audit alone, changed by nobody.
call protect('audit_entries');
revoke insert, update, delete on audit_entries from plumbline_app;
create policy reads on audit_entries for select to plumbline_app using ("unitId" = any ((select readable_units())::uuid[]));
create trigger never_changed before update or delete on audit_entries for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_entries for each statement execute function refuse_change();

call protect('audit_checkpoints');
revoke update, delete on audit_checkpoints from plumbline_app;
create policy reads on audit_checkpoints for select to plumbline_app using ((select current_actor()) is not null);
create policy creates on audit_checkpoints for insert to plumbline_app with check ((select current_actor()) = 'system');
create trigger never_changed before update or delete on audit_checkpoints for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_checkpoints for each statement execute function refuse_change();

-- Appends entries to the chain. The lock is held until commit, so callers make this their last statement.
-- hash = SHA-256(previous hash || UTF-8 of the twelve facts, each on a line, the text last).
create function append_audit(entries jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
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
  instant := date_trunc('milliseconds', clock_timestamp());
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

-- The roles a person holds now, each with the units it covers.
create function held_grants(person uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'unitId', g."unitId",
    'units', (select jsonb_agg(below.id) from units below where starts_with(below.path, u.path)))), '[]')
  from grants g join units u on u.id = g."unitId"
  where g."personId" = person and (g."endsAt" is null or g."endsAt" > now())
$$;

-- Who is behind a session, or null. Notes at most once a minute that the session was seen.
create function authenticate_session(session uuid) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_session sessions%rowtype;
  person people%rowtype;
begin
  select * into found_session from sessions
  where id = session and "revokedAt" is null and "expiresAt" > now() and "seenAt" > now() - interval '12 hours';
  if not found then return null; end if;
  select * into person from people where id = found_session."personId" and status = 'active';
  if not found then return null; end if;
  if found_session."seenAt" < now() - interval '1 minute' then
    update sessions set "seenAt" = now() where id = session;
  end if;
  return jsonb_build_object('personId', person.id, 'name', person.name, 'grants', held_grants(person.id));
end $$;

-- Who is behind an API token, or null: its creator, the scopes, and the units it is limited to.
create function authenticate_token(secret_hash bytea) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  token api_tokens%rowtype;
  person people%rowtype;
begin
  select * into token from api_tokens where "secretHash" = secret_hash and "revokedAt" is null and "expiresAt" > now();
  if not found then return null; end if;
  select * into person from people where id = token."personId" and status = 'active';
  if not found then return null; end if;
  if token."lastUsedAt" is null or token."lastUsedAt" < now() - interval '1 minute' then
    update api_tokens set "lastUsedAt" = now() where id = token.id;
  end if;
  return jsonb_build_object('personId', person.id, 'name', person.name, 'tokenId', token.id, 'scopes', to_jsonb(token.scopes),
    'grants', held_grants(person.id),
    'within', (select jsonb_agg(below.id) from units below, units u where u.id = token."unitId" and starts_with(below.path, u.path)));
end $$;

revoke all on all functions in schema public from public;
revoke all on all procedures in schema public from public;
grant execute on function readable_units(), writable_units(), current_actor(), secrets_open(), root_unit(), all_units(),
  readable_units_and_above(), append_audit(jsonb), authenticate_session(uuid), authenticate_token(bytea) to plumbline_app;
grant usage on all sequences in schema public to plumbline_app;
-- Reference from one record to another is checked by the database as the table's owner and needs no grant.

-- Counters of the rate limiter (rate-limiter-flexible): machinery, not records.
create schema limits;
grant usage on schema limits to plumbline_app;
create table limits.counters (key varchar(255) primary key, points integer not null default 0, expire bigint);
grant select, insert, update, delete on limits.counters to plumbline_app;

-- Every installation is one organisation: the root of its tree of units exists from the start.
insert into units (id, name, path, "updatedAt")
values ('00000000-0000-7000-8000-000000000001', 'Organisation', '00000000-0000-7000-8000-000000000001/', now());
