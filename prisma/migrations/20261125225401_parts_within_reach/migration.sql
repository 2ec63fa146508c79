-- How far a reader reaches is worked out once for each question, not once for each end of each link.

-- What is reached from some units and the systems of others beyond the units themselves; asked with units, no further
-- than the reader of the transaction reaches.
create function parts_beyond(kept uuid[], used uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id from parts_reached(
    array(select unnest(kept) intersect select unnest(readable_units_and_above())),
    array(select unnest(used) intersect select unnest(readable_units()))) as r(id)
  join parts p on p.id = r.id where p."unitId" <> all (kept)
$$;
revoke all on function parts_beyond(uuid[], uuid[]) from public;
grant execute on function parts_beyond(uuid[], uuid[]) to plumbline_app;
drop function reached_parts(uuid[], uuid[]);

-- Whoever reads a part reads what it needs. So one end tells for both: the part that needs the other.
drop policy reads on part_links;
create policy reads on part_links for select to plumbline_app
  using (exists (select 1 from parts where id = case relation when 'protects' then "toId" else "fromId" end));
