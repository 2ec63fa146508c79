-- CreateTable
CREATE TABLE "own_controls" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "unitId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "objective" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "family" TEXT,
    "requirements" TEXT,
    "scope" TEXT NOT NULL DEFAULT 'system',
    "stages" TEXT[],
    "kinds" TEXT[],
    "exposures" TEXT[],
    "autonomies" TEXT[],
    "dataClasses" TEXT[],
    "euRoles" TEXT[],
    "only" TEXT[],
    "because" TEXT,
    "tests" TEXT,
    "evidence" TEXT,
    "lowersLikelihood" INTEGER NOT NULL DEFAULT 0,
    "lowersImpact" INTEGER NOT NULL DEFAULT 0,
    "retiredAt" TIMESTAMPTZ(3),
    "retiredReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "own_controls_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_controls_number_key" ON "own_controls"("number");

-- CreateIndex
CREATE INDEX "own_controls_unitId_id_idx" ON "own_controls"("unitId", "id");

-- CreateIndex
CREATE INDEX "own_controls_kind_id_idx" ON "own_controls"("kind", "id");

-- CreateIndex
CREATE INDEX "own_controls_family_id_idx" ON "own_controls"("family", "id");

-- CreateIndex
CREATE INDEX "own_controls_scope_id_idx" ON "own_controls"("scope", "id");

-- CreateIndex
CREATE INDEX "own_controls_createdAt_id_idx" ON "own_controls"("createdAt", "id");

-- CreateIndex
CREATE INDEX "own_controls_updatedAt_id_idx" ON "own_controls"("updatedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "own_controls_title_key" ON "own_controls"("title");

-- AddForeignKey
ALTER TABLE "own_controls" ADD CONSTRAINT "own_controls_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

grant usage on sequence own_controls_number_seq to plumbline_app;

-- The library is the same for the whole organisation: it is kept at the top and read below.
call scope_by_unit('own_controls', '"unitId" = any ((select readable_units_and_above())::uuid[])');

call search.searchable('own_controls', 'own-controls', 'L', 'title', 'objective,statement,requirements');
call past.show('own_controls', true);

-- As before, and controls of the library are found below the unit that keeps them; both walls decide which of them are shown.
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
      or (e.kind in ('own-questionnaires', 'own-controls') and e."unitId" = any ((select readable_units_and_above())::uuid[]))
      or (e.kind = 'tasks' and e."recordId" in (select id from tasks where "assigneeId"::text = (select current_actor()))))
    limit 2000)
  select "recordId", kind from found order by ts_rank(words, (select words from q)) desc, "recordId" limit most
$$;
