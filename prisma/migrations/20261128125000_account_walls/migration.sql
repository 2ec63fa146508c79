-- An operation that declared to touch secrets reached the ways into every account. Now it reads those of the accounts of the units
-- that it reads, and changes those of the units that it writes; everybody reaches their own, and the system all of them.
create procedure scope_to_accounts(t regclass) language plpgsql as $$
declare
  reached constant text := '(select secrets_open()) and ((select current_actor()) in ("personId"::text, ''system'')
    or exists (select from people p where p.id = "personId" and p."unitId" = any ((select %s())::uuid[])))';
  readable constant text := format(reached, 'readable_units');
  writable constant text := format(reached, 'writable_units');
begin
  execute format('drop policy secrets on %s', t);
  execute format('create policy reads on %s for select to plumbline_app using (%s)', t, readable);
  execute format('create policy creates on %s for insert to plumbline_app with check (%s)', t, writable);
  execute format('create policy changes on %s for update to plumbline_app using (%s) with check (%s)', t, writable, writable);
  execute format('create policy removes on %s for delete to plumbline_app using (%s)', t, writable);
end $$;

call scope_to_accounts('credentials');
call scope_to_accounts('sessions');
call scope_to_accounts('account_links');
call scope_to_accounts('authenticators');
call scope_to_accounts('passkeys');
call scope_to_accounts('recovery_codes');
call scope_to_accounts('half_open_sign_ins');
call scope_to_accounts('identities');

-- A new key for the installation's secrets seals them anew; nobody else changes one.
alter policy changes on person_keys using ((select secrets_open()) and (select current_actor()) = 'system')
  with check ((select secrets_open()) and (select current_actor()) = 'system');

-- Whoever is given a role, in any unit, may have open links that somebody else made: they must not open what is given.
-- Closing is all that is done to a link across units.
create function close_account_links(person uuid, at timestamptz, except_by uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update account_links set "usedAt" = at
  where "personId" = person and "usedAt" is null and (except_by is null or "createdById" is distinct from except_by) and secrets_open()
$$;

revoke all on function close_account_links(uuid, timestamptz, uuid) from public;
grant execute on function close_account_links(uuid, timestamptz, uuid) to plumbline_app;
