-- CreateTable
CREATE TABLE "own_questionnaires" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "questions" INTEGER NOT NULL,
    "basedOn" TEXT,
    "unitId" UUID NOT NULL,
    "published" INTEGER,
    "publishedAt" TIMESTAMPTZ(3),
    "unpublished" BOOLEAN NOT NULL DEFAULT true,
    "retiredAt" TIMESTAMPTZ(3),
    "retiredReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "own_questionnaires_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questionnaire_drafts" (
    "questionnaireId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "updatedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "questionnaire_drafts_pkey" PRIMARY KEY ("questionnaireId")
);

-- CreateTable
CREATE TABLE "questionnaire_versions" (
    "id" UUID NOT NULL,
    "questionnaireId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "unitId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "note" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "questionnaire_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_questionnaires_number_key" ON "own_questionnaires"("number");

-- CreateIndex
CREATE UNIQUE INDEX "own_questionnaires_key_key" ON "own_questionnaires"("key");

-- CreateIndex
CREATE INDEX "own_questionnaires_unitId_id_idx" ON "own_questionnaires"("unitId", "id");

-- CreateIndex
CREATE INDEX "own_questionnaires_title_id_idx" ON "own_questionnaires"("title", "id");

-- CreateIndex
CREATE INDEX "own_questionnaires_createdAt_id_idx" ON "own_questionnaires"("createdAt", "id");

-- CreateIndex
CREATE INDEX "own_questionnaires_updatedAt_id_idx" ON "own_questionnaires"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "questionnaire_drafts_unitId_idx" ON "questionnaire_drafts"("unitId");

-- CreateIndex
CREATE INDEX "questionnaire_versions_unitId_idx" ON "questionnaire_versions"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "questionnaire_versions_questionnaireId_number_key" ON "questionnaire_versions"("questionnaireId", "number");

-- AddForeignKey
ALTER TABLE "own_questionnaires" ADD CONSTRAINT "own_questionnaires_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaire_drafts" ADD CONSTRAINT "questionnaire_drafts_questionnaireId_fkey" FOREIGN KEY ("questionnaireId") REFERENCES "own_questionnaires"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaire_versions" ADD CONSTRAINT "questionnaire_versions_questionnaireId_fkey" FOREIGN KEY ("questionnaireId") REFERENCES "own_questionnaires"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence own_questionnaires_number_seq to plumbline_app;

-- A published questionnaire is read where it is kept, above and below it: units below answer it. Drafts stay where they are written.
call scope_by_unit('own_questionnaires', '"unitId" = any ((select readable_units())::uuid[]) or (published is not null and "unitId" = any ((select readable_units_and_above())::uuid[]))');
call scope_by_unit('questionnaire_versions', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('questionnaire_drafts');
call append_only_in_its_unit('questionnaire_versions');

call search.searchable('own_questionnaires', 'own-questionnaires', 'QT', 'title', 'purpose');

-- As before, and questionnaires are found below the unit that keeps them; both walls decide which of them are shown.
create or replace function search_records(asked text, kinds text[], most int) returns table ("recordId" uuid, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  with q as materialized (select to_tsquery('simple', asked) as words),
  beyond as materialized (select array(select parts_beyond(readable_units_and_above(), readable_units())) as ids),
  found as materialized (
    select e."recordId", e.kind, e.words from search.entries e
    where e.words @@ (select words from q) and e.kind = any (kinds) and (
      e."unitId" = any ((select readable_units())::uuid[])
      or (e.kind in ('models', 'datasets', 'prompts', 'tools', 'agents', 'guardrails', 'vendors')
        and (e."unitId" = any ((select readable_units_and_above())::uuid[]) or e."recordId" = any ((select ids from beyond)::uuid[])))
      or (e.kind = 'own-questionnaires' and e."unitId" = any ((select readable_units_and_above())::uuid[]))
      or (e.kind = 'tasks' and e."recordId" in (select id from tasks where "assigneeId"::text = (select current_actor()))))
    limit 2000)
  select "recordId", kind from found order by ts_rank(words, (select words from q)) desc, "recordId" limit most
$$;
