-- As before, but a custom role that is retired gives nothing, to whomever it is still given.
create or replace function held_grants(person uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', g.role, 'unitId', g."unitId",
    'name', c.name, 'permissions', to_jsonb(c.permissions),
    'units', (select jsonb_agg(below.id) from units below where starts_with(below.path, u.path))))), '[]')
  from grants g join units u on u.id = g."unitId"
  left join custom_roles c on c.id::text = g.role and c."retiredAt" is null
  where g."personId" = person and (g."endsAt" is null or g."endsAt" > now())
$$;

create or replace function who_may(wanted text, roles text[], at_units uuid[])
returns table (person uuid, "personName" text, role text, "roleName" text, "unitId" uuid, "unitName" text, "endsAt" timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.id, p.name, g.role, c.name, above.id, above.name, g."endsAt" from units u
  join units above on starts_with(u.path, above.path)
  join grants g on g."unitId" = above.id and (g."endsAt" is null or g."endsAt" > now())
  join people p on p.id = g."personId" and p.status = 'active'
  left join custom_roles c on c.id::text = g.role and c."retiredAt" is null
  where u.id = any (at_units) and u.id = any (readable_units()) and (g.role = any (roles) or wanted = any (c.permissions))
$$;
