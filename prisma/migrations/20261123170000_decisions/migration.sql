-- Everybody whose request or change a decision carries: none of them may sign it.
alter table decisions add column "authorIds" uuid[];
create index "risks_acceptedUntil_id_idx" on risks ("acceptedUntil", id);
create index "risks_threatFamily_currentScore_id_idx" on risks ("threatFamily", "currentScore", id);
-- Counts by score and the heat map are answered from this index alone, the unit of the policy among them.
create index "risks_unitId_status_currentLikelihood_currentImpact_idx" on risks ("unitId", status, "currentLikelihood", "currentImpact");

-- At most one open request and one acceptance in force for a subject, whoever asks at the same moment.
create unique index decisions_one_request on decisions (kind, "subjectId") where state = 'requested';
create unique index decisions_one_in_force on decisions (kind, "subjectId") where state = 'granted';

-- History goes with its record when that moves to another business unit; nothing else of a row of history ever changes.
create function refuse_change_but_unit() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'unitId' is distinct from to_jsonb(old) - 'unitId' then
    raise exception 'Rows of % are never changed.', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create procedure append_only_in_its_unit(t regclass) language plpgsql as $$
begin
  execute format('revoke update, delete on %s from plumbline_app', t);
  execute format('grant update ("unitId") on %s to plumbline_app', t);
  execute format('create or replace trigger never_changed before update on %s for each row execute function refuse_change_but_unit()', t);
end $$;

call append_only_in_its_unit('risk_scores');
call append_only_in_its_unit('risk_reviews');

-- Whoever a task is assigned to may finish it, also in a unit where they hold no role. A query writes nothing still.
drop policy changes on tasks;
create policy changes on tasks for update to plumbline_app
  using ("unitId" = any ((select writable_units())::uuid[])
    or ("assigneeId"::text = (select current_actor()) and (select writable_units()) is not null))
  with check ("unitId" = any ((select writable_units())::uuid[])
    or ("assigneeId"::text = (select current_actor()) and (select writable_units()) is not null));

-- The active people who hold one of these roles in a unit now, by a grant there or above. Grants above the caller's own
-- units are hidden by policy, yet whoever may sign in a unit has to be told that something waits there.
create function people_with_role(roles text[], unit uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.id from units u
  join units above on starts_with(u.path, above.path)
  join grants g on g."unitId" = above.id and g.role = any (roles) and (g."endsAt" is null or g."endsAt" > now())
  join people p on p.id = g."personId" and p.status = 'active'
  where u.id = unit and u.id = any (readable_units())
$$;

revoke all on function refuse_change_but_unit(), people_with_role(text[], uuid) from public;
revoke all on procedure append_only_in_its_unit(regclass) from public;
grant execute on function people_with_role(text[], uuid) to plumbline_app;
