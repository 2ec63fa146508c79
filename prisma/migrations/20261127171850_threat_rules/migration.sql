-- AlterTable
ALTER TABLE "threat_models" ADD COLUMN     "generatedRules" TEXT;

-- CreateTable
CREATE TABLE "own_threat_rules" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "unitId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "types" TEXT[],
    "condition" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "tier" TEXT NOT NULL DEFAULT '1',
    "likelihood" INTEGER NOT NULL,
    "impact" INTEGER NOT NULL,
    "mitigations" TEXT[],
    "sources" JSONB NOT NULL DEFAULT '[]',
    "retiredAt" TIMESTAMPTZ(3),
    "retiredReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "own_threat_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_rule_overrides" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "ruleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "asked" BOOLEAN NOT NULL,
    "tier" TEXT,
    "likelihood" INTEGER,
    "impact" INTEGER,
    "reason" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threat_rule_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taxonomy_moves" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "threatId" UUID,
    "ruleId" UUID,
    "treeId" UUID,
    "fromFramework" TEXT NOT NULL,
    "fromEdition" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "fromName" TEXT NOT NULL,
    "toFramework" TEXT NOT NULL,
    "toEdition" TEXT NOT NULL,
    "toId" TEXT,
    "toName" TEXT,
    "confirmed" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "taxonomy_moves_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_threat_rules_number_key" ON "own_threat_rules"("number");

-- CreateIndex
CREATE INDEX "own_threat_rules_unitId_id_idx" ON "own_threat_rules"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "own_threat_rules_title_key" ON "own_threat_rules"("title");

-- CreateIndex
CREATE INDEX "threat_rule_overrides_unitId_idx" ON "threat_rule_overrides"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "threat_rule_overrides_ruleId_number_key" ON "threat_rule_overrides"("ruleId", "number");

-- CreateIndex
CREATE INDEX "taxonomy_moves_unitId_idx" ON "taxonomy_moves"("unitId");

-- CreateIndex
CREATE INDEX "taxonomy_moves_threatId_idx" ON "taxonomy_moves"("threatId");

-- CreateIndex
CREATE INDEX "taxonomy_moves_ruleId_idx" ON "taxonomy_moves"("ruleId");

-- CreateIndex
CREATE INDEX "taxonomy_moves_treeId_idx" ON "taxonomy_moves"("treeId");

-- AddForeignKey
ALTER TABLE "own_threat_rules" ADD CONSTRAINT "own_threat_rules_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxonomy_moves" ADD CONSTRAINT "taxonomy_moves_threatId_fkey" FOREIGN KEY ("threatId") REFERENCES "threats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxonomy_moves" ADD CONSTRAINT "taxonomy_moves_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "own_threat_rules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxonomy_moves" ADD CONSTRAINT "taxonomy_moves_treeId_fkey" FOREIGN KEY ("treeId") REFERENCES "attack_trees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence own_threat_rules_number_seq to plumbline_app;

-- Rules are the same for the whole organisation: they are kept at the top and read below.
call scope_by_unit('own_threat_rules', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('threat_rule_overrides', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('taxonomy_moves');

-- What was said stays as it was; what was said of a threat follows it to another unit.
call append_only_in_its_unit('threat_rule_overrides');
call append_only_in_its_unit('taxonomy_moves');

-- It is about one record.
alter table taxonomy_moves add constraint taxonomy_moves_of_one check (num_nonnulls("threatId", "ruleId", "treeId") = 1);

call search.searchable('own_threat_rules', 'own-threat-rules', 'OWN', 'title', 'description,condition');

-- As before, and rules of one's own are found below the unit that keeps them; both walls decide which of them are shown.
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
      or (e.kind in ('own-questionnaires', 'own-controls', 'own-threat-rules') and e."unitId" = any ((select readable_units_and_above())::uuid[]))
      or (e.kind = 'tasks' and e."recordId" in (select id from tasks where "assigneeId"::text = (select current_actor()))))
    limit 2000)
  select "recordId", kind from found order by ts_rank(words, (select words from q)) desc, "recordId" limit most
$$;
