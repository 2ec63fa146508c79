-- Units: made below a unit that the writer holds, changed where held; only who holds the parent too removes one.
drop policy creates on units;
drop policy changes on units;
drop policy removes on units;
create policy creates on units for insert to plumbline_app with check ("parentId" = any ((select writable_units())::uuid[]));
create policy changes on units for update to plumbline_app
  using (id = any ((select writable_units())::uuid[])) with check (id = any ((select writable_units())::uuid[]));
create policy removes on units for delete to plumbline_app
  using (id = any ((select writable_units())::uuid[]) and "parentId" = any ((select writable_units())::uuid[]));

-- The audit trail: who reads the top unit reads the whole chain, entries of units that no longer exist among it.
drop policy reads on audit_entries;
create policy reads on audit_entries for select to plumbline_app using (
  "unitId" = any ((select readable_units())::uuid[]) or (select root_unit()) = any ((select readable_units())::uuid[]));

-- Whether every role that a person holds now lies within these units. Grants elsewhere are hidden from the caller by
-- policy, yet whoever holds one must not be taken over by an administrator of a part.
create function roles_within(person uuid, allowed uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from grants where "personId" = person and ("endsAt" is null or "endsAt" > now())
    and "unitId" <> all (allowed))
$$;

-- The migrations that this database has, for the check before the application says that it is ready.
create function applied_migrations() returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (select array_agg(migration_name::text) from _prisma_migrations where finished_at is not null and rolled_back_at is null);
end $$;

revoke all on function roles_within(uuid, uuid[]), applied_migrations() from public;
grant execute on function roles_within(uuid, uuid[]), applied_migrations() to plumbline_app;

create index "sessions_personId_address_idx" on sessions ("personId", address);
drop index "sessions_personId_idx";
