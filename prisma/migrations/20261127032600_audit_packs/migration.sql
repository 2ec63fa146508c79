-- CreateTable
CREATE TABLE "audit_packs" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "systemIds" UUID[],
    "frameworks" TEXT[],
    "periodFrom" DATE NOT NULL,
    "asOf" DATE NOT NULL,
    "recipient" TEXT NOT NULL,
    "leftOut" TEXT[],
    "jobId" UUID,
    "fileId" UUID,
    "sha256" TEXT,
    "size" BIGINT,
    "keyId" TEXT,
    "contents" JSONB,
    "builtAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "audit_packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_engagements" (
    "id" UUID NOT NULL,
    "packId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "endsOn" DATE NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_engagements_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_packs_number_key" ON "audit_packs"("number");

-- CreateIndex
CREATE UNIQUE INDEX "audit_packs_fileId_key" ON "audit_packs"("fileId");

-- CreateIndex
CREATE INDEX "audit_packs_unitId_id_idx" ON "audit_packs"("unitId", "id");

-- CreateIndex
CREATE INDEX "audit_packs_title_id_idx" ON "audit_packs"("title", "id");

-- CreateIndex
CREATE INDEX "audit_packs_asOf_id_idx" ON "audit_packs"("asOf", "id");

-- CreateIndex
CREATE INDEX "audit_packs_createdAt_id_idx" ON "audit_packs"("createdAt", "id");

-- CreateIndex
CREATE INDEX "audit_engagements_packId_idx" ON "audit_engagements"("packId");

-- CreateIndex
CREATE INDEX "audit_engagements_personId_idx" ON "audit_engagements"("personId");

-- CreateIndex
CREATE INDEX "audit_engagements_unitId_idx" ON "audit_engagements"("unitId");

-- AddForeignKey
ALTER TABLE "audit_packs" ADD CONSTRAINT "audit_packs_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_engagements" ADD CONSTRAINT "audit_engagements_packId_fkey" FOREIGN KEY ("packId") REFERENCES "audit_packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_engagements" ADD CONSTRAINT "audit_engagements_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence audit_packs_number_seq to plumbline_app;

-- The packs that somebody was engaged to read, until their engagement ends.
create function engaged_packs() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select "packId" from audit_engagements
  where "personId"::text = current_actor() and "endedAt" is null and "endsAt" > now()
$$;
revoke all on function engaged_packs() from public;
grant execute on function engaged_packs() to plumbline_app;

call scope_by_unit('audit_packs', '"unitId" = any ((select readable_units())::uuid[]) or id in (select engaged_packs())');
call scope_by_unit('audit_engagements', '"unitId" = any ((select readable_units())::uuid[]) or "personId"::text = (select current_actor())');
-- An engagement is ended by saying when.
revoke update, delete on audit_engagements from plumbline_app;
grant update ("unitId", "endedAt", "endedById") on audit_engagements to plumbline_app;

call search.searchable('audit_packs', 'audit-packs', 'PK', 'title', 'recipient');

-- What a coverage rested on, as of a day.
call past.show_until('requirement_findings');
call past.show_until('crosswalk_findings');
create view past.statement_deviations with (security_invoker) as
  select id, "unitId", framework, ref, reason, "createdById", "createdAt",
    null::timestamptz(3) as "removedAt", null::uuid as "removedById"
  from public.statement_deviations
  where "createdAt" <= past.instant() and ("removedAt" is null or "removedAt" > past.instant());
grant select on past.statement_deviations to plumbline_app;
