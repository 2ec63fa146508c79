-- A running job is leased by the process that runs it, so that one that was killed is noticed.
alter table job_runs add column attempts integer not null default 0;
alter table job_runs add column "leaseUntil" timestamptz(3);
alter table job_runs add column "tokenId" uuid;
create index "job_runs_state_leaseUntil_idx" on job_runs (state, "leaseUntil");

-- The version of a record that the dry run of an import compared with.
alter table import_rows add column seen integer;

-- Who a job or the command line acts for, or null: a person with the rights they hold now, and no more than the
-- token with which it was started. Nothing is proved here; the caller has read the ids from a record of its own.
create function authenticate_person(person_id uuid, token_id uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  token api_tokens%rowtype;
  person people%rowtype;
begin
  select * into person from people where id = person_id and status = 'active';
  if not found then return null; end if;
  if token_id is null then
    return jsonb_build_object('personId', person.id, 'name', person.name, 'grants', held_grants(person.id));
  end if;
  select * into token from api_tokens
  where id = token_id and "personId" = person_id and "revokedAt" is null and "expiresAt" > now();
  if not found then return null; end if;
  return jsonb_build_object('personId', person.id, 'name', person.name, 'tokenId', token.id, 'scopes', to_jsonb(token.scopes),
    'grants', held_grants(person.id),
    'within', (select jsonb_agg(below.id) from units below, units u where u.id = token."unitId" and starts_with(below.path, u.path)));
end $$;

revoke all on function authenticate_person(uuid, uuid) from public;
grant execute on function authenticate_person(uuid, uuid) to plumbline_app;
