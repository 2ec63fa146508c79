-- In how many systems a shared part is used: its readers are told the number, also of systems they may not see.
create function uses_of_part(part uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from (
    select "systemId" from system_models where "modelId" = part
    union all select "systemId" from system_datasets where "datasetId" = part
    union all select "systemId" from system_vendors where "vendorId" = part
  ) as uses where current_actor() is not null
$$;

revoke all on function uses_of_part(uuid) from public;
grant execute on function uses_of_part(uuid) to plumbline_app;

-- The moves of a system are read by whoever reads the system, also those made while another unit ran it.
drop policy reads on lifecycle_moves;
create policy reads on lifecycle_moves for select to plumbline_app
  using (exists (select 1 from systems where systems.id = lifecycle_moves."systemId"));
