-- CreateTable
CREATE TABLE "custom_roles" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "permissions" TEXT[],
    "retiredAt" TIMESTAMPTZ(3),
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "custom_roles_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "custom_roles_unitId_id_idx" ON "custom_roles"("unitId", "id");

-- AddForeignKey
ALTER TABLE "custom_roles" ADD CONSTRAINT "custom_roles_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Two roles in use in a unit never have the same name, however it is written.
CREATE UNIQUE INDEX "custom_roles_name_in_use" ON "custom_roles" ("unitId", lower("name")) WHERE "retiredAt" IS NULL;

-- A role is read where it can be given: in its unit and below.
call scope_by_unit('custom_roles', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call past.show_as_now('custom_roles');

-- As before, and for a custom role what it is called and may do.
create or replace function held_grants(person uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', g.role, 'unitId', g."unitId",
    'name', c.name, 'permissions', to_jsonb(c.permissions),
    'units', (select jsonb_agg(below.id) from units below where starts_with(below.path, u.path))))), '[]')
  from grants g join units u on u.id = g."unitId"
  left join custom_roles c on c.id::text = g.role
  where g."personId" = person and (g."endsAt" is null or g."endsAt" > now())
$$;

-- The active people who have a permission in one of these units now, by which grant: a built-in role that has it, or a custom one. Grants
-- above the caller's own units are hidden by policy, yet whoever may act in a unit has to be told of what waits there.
create function who_may(wanted text, roles text[], at_units uuid[])
returns table (person uuid, "personName" text, role text, "roleName" text, "unitId" uuid, "unitName" text, "endsAt" timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.id, p.name, g.role, c.name, above.id, above.name, g."endsAt" from units u
  join units above on starts_with(u.path, above.path)
  join grants g on g."unitId" = above.id and (g."endsAt" is null or g."endsAt" > now())
  join people p on p.id = g."personId" and p.status = 'active'
  left join custom_roles c on c.id::text = g.role
  where u.id = any (at_units) and u.id = any (readable_units()) and (g.role = any (roles) or wanted = any (c.permissions))
$$;
revoke all on function who_may(text, text[], uuid[]) from public;
grant execute on function who_may(text, text[], uuid[]) to plumbline_app;
