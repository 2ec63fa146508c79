-- AlterTable
ALTER TABLE "audit_engagements" ADD COLUMN     "grantId" UUID,
ADD COLUMN     "startsAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "startsOn" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "packId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "grants" ADD COLUMN     "startsAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "auditor_reads" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "engagementId" UUID,
    "operation" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "concept" TEXT NOT NULL,
    "recordId" UUID,
    "asked" TEXT,
    "tokenId" UUID,
    "sessionId" UUID,
    "requestId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auditor_reads_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "auditor_reads_unitId_createdAt_id_idx" ON "auditor_reads"("unitId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "auditor_reads_engagementId_createdAt_id_idx" ON "auditor_reads"("engagementId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "auditor_reads_personId_createdAt_id_idx" ON "auditor_reads"("personId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "auditor_reads_recordId_idx" ON "auditor_reads"("recordId");

-- CreateIndex
CREATE INDEX "audit_engagements_grantId_idx" ON "audit_engagements"("grantId");

-- AddForeignKey
ALTER TABLE "auditor_reads" ADD CONSTRAINT "auditor_reads_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auditor_reads" ADD CONSTRAINT "auditor_reads_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "audit_engagements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Engagements from before opened their pack from the moment they were made.
update audit_engagements set "startsAt" = "createdAt", "startsOn" = "createdAt"::date;

-- What an auditor reads is added by themselves alone, where they hold a role or by their own engagement to read a pack. It is
-- read where the audit trail is, and by them; nobody changes it, and it goes only with the person or the engagement.
call protect('auditor_reads');
create policy reads on auditor_reads for select to plumbline_app using (
  "unitId" = any ((select readable_units())::uuid[]) or "personId"::text = (select current_actor())
  or (select root_unit()) = any ((select readable_units())::uuid[]));
create policy creates on auditor_reads for insert to plumbline_app with check (
  "personId"::text = (select current_actor())
  and ("unitId" in (select "unitId" from grants where "personId"::text = (select current_actor()))
    or "engagementId" in (select id from audit_engagements where "personId"::text = (select current_actor()))));
call append_only('auditor_reads');

-- An engagement to read the records of a unit ends where its role does, however that comes about. A minute is left for the
-- clocks of the server and of the database, which need not be the same.
create function end_engagement_of_grant() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update audit_engagements set "endedAt" = now()
  where "grantId" = old.id and "endedAt" is null and "endsAt" > now();
  return null;
end $$;
revoke all on function end_engagement_of_grant() from public;
create trigger ends_its_engagement after update of "endsAt" on grants for each row
  when (old.role = 'auditor' and new."endsAt" <= clock_timestamp() + interval '1 minute') execute function end_engagement_of_grant();
create trigger removes_its_engagement after delete on grants for each row
  when (old.role = 'auditor') execute function end_engagement_of_grant();

-- As before, but a role may begin on a later day; with an auditor's goes the engagement and until when it lasts.
create or replace function held_grants(person uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', g.role, 'unitId', g."unitId",
    'name', c.name, 'permissions', to_jsonb(c.permissions),
    'engagementId', case when g.role = 'auditor' then (
      select e.id from audit_engagements e where e."grantId" = g.id and e."endedAt" is null and e."endsAt" > now() limit 1) end,
    'until', case when g.role = 'auditor' then g."endsAt" end,
    'units', (select jsonb_agg(below.id) from units below where starts_with(below.path, u.path))))), '[]')
  from grants g join units u on u.id = g."unitId"
  left join custom_roles c on c.id::text = g.role and c."retiredAt" is null
  where g."personId" = person and (g."startsAt" is null or g."startsAt" <= now()) and (g."endsAt" is null or g."endsAt" > now())
$$;

create or replace function who_may(wanted text, roles text[], at_units uuid[])
returns table (person uuid, "personName" text, role text, "roleName" text, "unitId" uuid, "unitName" text, "endsAt" timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.id, p.name, g.role, c.name, above.id, above.name, g."endsAt" from units u
  join units above on starts_with(u.path, above.path)
  join grants g on g."unitId" = above.id and (g."startsAt" is null or g."startsAt" <= now()) and (g."endsAt" is null or g."endsAt" > now())
  join people p on p.id = g."personId" and p.status = 'active'
  left join custom_roles c on c.id::text = g.role and c."retiredAt" is null
  where u.id = any (at_units) and u.id = any (readable_units()) and (g.role = any (roles) or wanted = any (c.permissions))
$$;

create or replace function tell_watchers(kinds text[], records uuid[], units uuid[], titles text[]) returns int
language sql volatile security definer set search_path = public, pg_temp as $$
  with told as (
    insert into notifications (id, "personId", title, "subjectType", "subjectId", kind)
    select distinct on (w."personId", c.record) gen_random_uuid(), w."personId", c.title, c.kind, c.record, 'change'
    from unnest(kinds, records, units, titles) as c(kind, record, unit, title)
    join watchers w on w."subjectId" = c.record and w."subjectType" = c.kind
    where w."personId"::text is distinct from current_actor()
      and exists (
        select 1 from units u join units above on starts_with(u.path, above.path)
        join grants g on g."unitId" = above.id and (g."startsAt" is null or g."startsAt" <= now()) and (g."endsAt" is null or g."endsAt" > now())
        where u.id = c.unit and g."personId" = w."personId")
      and not exists (
        select 1 from notifications n where n."personId" = w."personId" and n."subjectId" = c.record
          and n.kind = 'change' and n."readAt" is null and n."createdAt" > now() - interval '1 day')
    returning 1)
  select count(*)::int from told
$$;
