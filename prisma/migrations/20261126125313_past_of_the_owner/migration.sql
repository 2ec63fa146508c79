-- The past is kept in temporary tables of the owner alone: one that a caller had put in their place could carry a trigger,
-- which would run with the owner's rights.
create or replace function past.take(wanted text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fill text;
begin
  if exists (
    select 1 from pg_class where relnamespace = pg_my_temp_schema() and relowner <> current_user::regrole
      and relname in ('past_states', 'past_read', 'past_' || wanted)
  ) then
    raise exception 'The tables of the past belong to somebody else.' using errcode = 'insufficient_privilege';
  end if;
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
