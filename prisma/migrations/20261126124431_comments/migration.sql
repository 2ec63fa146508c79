-- CreateTable
CREATE TABLE "comments" (
    "id" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "mentionIds" UUID[],
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watchers" (
    "personId" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "watchers_pkey" PRIMARY KEY ("personId","subjectId")
);

-- CreateIndex
CREATE INDEX "comments_subjectType_subjectId_createdAt_idx" ON "comments"("subjectType", "subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "comments_createdById_createdAt_idx" ON "comments"("createdById", "createdAt");

-- CreateIndex
CREATE INDEX "comments_unitId_idx" ON "comments"("unitId");

-- CreateIndex
CREATE INDEX "watchers_subjectId_idx" ON "watchers"("subjectId");

-- AddForeignKey
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('comments');
call scope_to_person('watchers');

-- What a watched record became is told once a day; everything else as it comes.
alter table notifications add column kind text not null default 'notice';

-- Tells those who watch records that somebody else changed them: each once a day, and only who may read records there.
create function tell_watchers(kinds text[], records uuid[], units uuid[], titles text[]) returns int
language sql volatile security definer set search_path = public, pg_temp as $$
  with told as (
    insert into notifications (id, "personId", title, "subjectType", "subjectId", kind)
    select distinct on (w."personId", c.record) gen_random_uuid(), w."personId", c.title, c.kind, c.record, 'change'
    from unnest(kinds, records, units, titles) as c(kind, record, unit, title)
    join watchers w on w."subjectId" = c.record and w."subjectType" = c.kind
    where w."personId"::text is distinct from current_actor()
      and exists (
        select 1 from units u join units above on starts_with(u.path, above.path)
        join grants g on g."unitId" = above.id and (g."endsAt" is null or g."endsAt" > now())
        where u.id = c.unit and g."personId" = w."personId")
      and not exists (
        select 1 from notifications n where n."personId" = w."personId" and n."subjectId" = c.record
          and n.kind = 'change' and n."readAt" is null and n."createdAt" > now() - interval '1 day')
    returning 1)
  select count(*)::int from told
$$;
revoke all on function tell_watchers(text[], uuid[], uuid[], text[]) from public;
grant execute on function tell_watchers(text[], uuid[], uuid[], text[]) to plumbline_app;
