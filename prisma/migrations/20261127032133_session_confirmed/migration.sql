-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3);

-- The same as before, and when the person last proved again who they are.
create or replace function authenticate_session(session uuid) returns jsonb
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
  return jsonb_build_object('personId', person.id, 'name', person.name, 'grants', held_grants(person.id),
    'confirmedAt', found_session."confirmedAt");
end $$;
