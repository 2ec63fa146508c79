-- Prompts, tools, agents and guardrails beside models, datasets and vendors; one list of all parts, one table for what
-- systems use and one for what parts need of one another.

-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "cleaned" BOOLEAN,
ADD COLUMN     "cleanedNote" TEXT,
ADD COLUMN     "cleanedOn" DATE,
ADD COLUMN     "differentialPrivacy" BOOLEAN,
ADD COLUMN     "epsilon" DOUBLE PRECISION,
ADD COLUMN     "minimised" BOOLEAN,
ADD COLUMN     "minimisedNote" TEXT,
ADD COLUMN     "minimisedOn" DATE,
ADD COLUMN     "poisoningChecked" BOOLEAN,
ADD COLUMN     "poisoningCheckedOn" DATE,
ADD COLUMN     "poisoningCheckedNote" TEXT,
ADD COLUMN     "redacted" BOOLEAN,
ADD COLUMN     "redactedNote" TEXT,
ADD COLUMN     "redactedOn" DATE,
ADD COLUMN     "uses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "vettedById" UUID,
ADD COLUMN     "vettedOn" DATE;

-- AlterTable
ALTER TABLE "models" ADD COLUMN     "generalPurpose" BOOLEAN,
ADD COLUMN     "modalities" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "modelCardUrl" TEXT,
ADD COLUMN     "weightsHash" TEXT;

-- CreateTable
CREATE TABLE "parts" (
    "id" UUID NOT NULL,
    "concept" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "completeness" INTEGER NOT NULL,

    CONSTRAINT "parts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_parts" (
    "systemId" UUID NOT NULL,
    "partId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "system_parts_pkey" PRIMARY KEY ("systemId","partId")
);

-- CreateTable
CREATE TABLE "part_links" (
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "part_links_pkey" PRIMARY KEY ("fromId","relation","toId")
);

-- CreateTable
CREATE TABLE "prompts" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "role" TEXT,
    "promptVersion" TEXT,
    "template" TEXT,
    "templateHash" TEXT,
    "variables" TEXT,
    "source" TEXT,
    "takesUntrustedInput" BOOLEAN,
    "holdsSecrets" BOOLEAN,
    "testedOn" DATE,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tools" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "kind" TEXT,
    "endpoint" TEXT,
    "transport" TEXT,
    "toolVersion" TEXT,
    "mayRead" BOOLEAN,
    "mayWrite" BOOLEAN,
    "maySpend" BOOLEAN,
    "maySendOut" BOOLEAN,
    "approvalNeeded" BOOLEAN,
    "authentication" TEXT,
    "sandboxed" BOOLEAN,
    "pinned" BOOLEAN,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agents" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "autonomy" TEXT,
    "memory" TEXT,
    "spendLimit" DOUBLE PRECISION,
    "spendCurrency" TEXT,
    "spendPeriod" TEXT,
    "maxSteps" INTEGER,
    "killSwitch" BOOLEAN,
    "humanApproval" BOOLEAN,
    "identity" TEXT,
    "actionsLogged" BOOLEAN,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardrails" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "kind" TEXT,
    "placement" TEXT,
    "onHit" TEXT,
    "failsClosed" BOOLEAN,
    "product" TEXT,
    "threshold" TEXT,
    "testedOn" DATE,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "guardrails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "parts_unitId_idx" ON "parts"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "parts_id_unitId_key" ON "parts"("id", "unitId");

-- CreateIndex
CREATE INDEX "system_parts_partId_idx" ON "system_parts"("partId");

-- CreateIndex
CREATE INDEX "system_parts_unitId_idx" ON "system_parts"("unitId");

-- CreateIndex
CREATE INDEX "part_links_toId_idx" ON "part_links"("toId");

-- CreateIndex
CREATE INDEX "part_links_unitId_idx" ON "part_links"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "prompts_number_key" ON "prompts"("number");

-- CreateIndex
CREATE INDEX "prompts_name_id_idx" ON "prompts"("name", "id");

-- CreateIndex
CREATE INDEX "prompts_unitId_id_idx" ON "prompts"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "prompts_unitId_name_key" ON "prompts"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "tools_number_key" ON "tools"("number");

-- CreateIndex
CREATE INDEX "tools_name_id_idx" ON "tools"("name", "id");

-- CreateIndex
CREATE INDEX "tools_unitId_id_idx" ON "tools"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tools_unitId_name_key" ON "tools"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "agents_number_key" ON "agents"("number");

-- CreateIndex
CREATE INDEX "agents_name_id_idx" ON "agents"("name", "id");

-- CreateIndex
CREATE INDEX "agents_unitId_id_idx" ON "agents"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agents_unitId_name_key" ON "agents"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "guardrails_number_key" ON "guardrails"("number");

-- CreateIndex
CREATE INDEX "guardrails_name_id_idx" ON "guardrails"("name", "id");

-- CreateIndex
CREATE INDEX "guardrails_unitId_id_idx" ON "guardrails"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "guardrails_unitId_name_key" ON "guardrails"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "systems_id_unitId_key" ON "systems"("id", "unitId");

-- What is stored moves into its new place: every part into the list of all, and the links of systems into one table.
UPDATE "datasets" SET "uses" = ARRAY["use"] WHERE "use" IS NOT NULL;
ALTER TABLE "datasets" DROP COLUMN "use";

INSERT INTO "parts" (id, concept, number, name, "unitId", completeness)
  SELECT id, 'models', number, name, "unitId", completeness FROM models
  UNION ALL SELECT id, 'datasets', number, name, "unitId", completeness FROM datasets
  UNION ALL SELECT id, 'vendors', number, name, "unitId", completeness FROM vendors;

INSERT INTO "system_parts" ("systemId", "partId", "unitId")
  SELECT "systemId", "modelId", "unitId" FROM system_models
  UNION ALL SELECT "systemId", "datasetId", "unitId" FROM system_datasets
  UNION ALL SELECT "systemId", "vendorId", "unitId" FROM system_vendors;

-- Their policies speak of the tables that go; they are made anew below.
do $$
declare
  t regclass;
  p text;
begin
  foreach t in array array['models', 'datasets', 'vendors']::regclass[] loop
    foreach p in array array['owner', 'reads', 'creates', 'changes', 'removes'] loop
      execute format('drop policy %I on %s', p, t);
    end loop;
  end loop;
end $$;

DROP TABLE "system_models";
DROP TABLE "system_datasets";
DROP TABLE "system_vendors";

-- AddForeignKey
ALTER TABLE "system_parts" ADD CONSTRAINT "system_parts_systemId_unitId_fkey" FOREIGN KEY ("systemId", "unitId") REFERENCES "systems"("id", "unitId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_parts" ADD CONSTRAINT "system_parts_partId_fkey" FOREIGN KEY ("partId") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "part_links" ADD CONSTRAINT "part_links_fromId_unitId_fkey" FOREIGN KEY ("fromId", "unitId") REFERENCES "parts"("id", "unitId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "part_links" ADD CONSTRAINT "part_links_toId_fkey" FOREIGN KEY ("toId") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_vettedById_fkey" FOREIGN KEY ("vettedById") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardrails" ADD CONSTRAINT "guardrails_id_fkey" FOREIGN KEY ("id") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardrails" ADD CONSTRAINT "guardrails_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardrails" ADD CONSTRAINT "guardrails_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A part does not name itself.
alter table part_links add constraint part_links_two_ends check ("fromId" <> "toId");

-- The table of a kind keeps the list of all parts in step; nobody else writes that list.
create function keep_part() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into parts (id, concept, number, name, "unitId", completeness)
    values (new.id, tg_table_name, new.number, new.name, new."unitId", new.completeness);
    return new;
  elsif tg_op = 'UPDATE' then
    update parts set name = new.name, "unitId" = new."unitId", completeness = new.completeness where id = new.id;
  else
    delete from parts where id = old.id;
  end if;
  return null;
end $$;

-- What a part needs: what it names, and the guardrails that name it. What a guardrail protects is nothing it needs.
create function needs_of(part uuid) returns setof uuid language sql stable as $$
  select "toId" from part_links where "fromId" = part and relation <> 'protects'
  union all select "fromId" from part_links where "toId" = part and relation = 'protects'
$$;

create function needed_by(part uuid) returns setof uuid language sql stable as $$
  select "fromId" from part_links where "toId" = part and relation <> 'protects'
  union all select "toId" from part_links where "fromId" = part and relation = 'protects'
$$;

-- Parts kept in some units or used by systems of others, and all that these need, however far.
create function parts_reached(kept uuid[], used uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive reached(id) as (
    (select id from parts where "unitId" = any (kept)
     union select "partId" from system_parts where "unitId" = any (used))
    union select step from reached r, needs_of(r.id) step
  ) select id from reached
$$;

-- What the reader of a transaction reaches; asked with units, no further than these.
create function reached_parts() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
$$ select parts_reached(readable_units_and_above(), readable_units()) $$;

create function reached_parts(kept uuid[], used uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select parts_reached(
    array(select unnest(kept) intersect select unnest(readable_units_and_above())),
    array(select unnest(used) intersect select unnest(readable_units())))
$$;

-- The parts that some readable systems use, directly or through other parts.
create function parts_of_systems(wanted uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive reached(id) as (
    select "partId" from system_parts where "systemId" = any (wanted) and "unitId" = any ((select readable_units())::uuid[])
    union select step from reached r, needs_of(r.id) step
  ) select id from reached
$$;

-- Which systems use these parts, each with the parts through which it does: the part itself where it is used directly.
create function users_of_parts(wanted uuid[]) returns table (part uuid, "systemId" uuid, "unitId" uuid, via uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(part, at) as (
    select p, p from unnest(wanted) p
    union select u.part, step from up u, needed_by(u.at) step
  ) select up.part, s."systemId", s."unitId", array_agg(up.at) from up join system_parts s on s."partId" = up.at group by 1, 2, 3
$$;

create function systems_using(wanted uuid[]) returns table (part uuid, "systemId" uuid, via uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select part, "systemId", via from users_of_parts(wanted) where "unitId" = any ((select readable_units())::uuid[])
$$;

-- In how many systems a shared part is used: its readers are told the number, also of systems they may not see.
create or replace function uses_of_part(part uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as
$$ select count(*)::integer from users_of_parts(array[part]) where current_actor() is not null $$;

-- How many links a part has with other parts, also with those that its reader may not see.
create function links_of_part(part uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as
$$ select count(*)::integer from part_links where (part in ("fromId", "toId")) and current_actor() is not null $$;

-- A part is readable in its keeper's unit, below it, and by whoever reads a system or a part that needs it.
create procedure share_part(t regclass) language plpgsql as $$
begin
  call scope_by_unit(t, '"unitId" = any ((select readable_units_and_above())::uuid[]) or id in (select reached_parts())');
  execute format('create trigger keep_part_first before insert on %s for each row execute function keep_part()', t);
  execute format('create trigger keep_part_after after update of name, "unitId", completeness or delete on %s for each row execute function keep_part()', t);
end $$;

call share_part('models');
call share_part('datasets');
call share_part('vendors');
call share_part('prompts');
call share_part('tools');
call share_part('agents');
call share_part('guardrails');

call protect('parts');
revoke insert, update, delete on parts from plumbline_app;
create policy reads on parts for select to plumbline_app
  using ("unitId" = any ((select readable_units_and_above())::uuid[]) or id in (select reached_parts()));

call scope_by_unit('system_parts');
-- A link is read by whoever reads both its ends.
call scope_by_unit('part_links', 'exists (select 1 from parts where id = "fromId") and exists (select 1 from parts where id = "toId")');

revoke all on function keep_part(), needs_of(uuid), needed_by(uuid), parts_reached(uuid[], uuid[]), reached_parts(), reached_parts(uuid[], uuid[]),
  parts_of_systems(uuid[]), users_of_parts(uuid[]), systems_using(uuid[]), links_of_part(uuid) from public;
revoke all on procedure share_part(regclass) from public;
grant execute on function reached_parts(), reached_parts(uuid[], uuid[]), parts_of_systems(uuid[]), systems_using(uuid[]),
  links_of_part(uuid) to plumbline_app;
grant usage on all sequences in schema public to plumbline_app;

-- More facts are asked for than before, so that the share of those known is counted anew.
update models set completeness = 100 * (num_nonnulls("ownerId", provider, "modelVersion", kind, licence, "trainingCutOff",
  region, "providerRetention", "trainsOnInput")) / 11;
update datasets set completeness = 100 * (num_nonnulls("ownerId", origin, licence, "personalData", "specialCategories",
  "lawfulBasis", region, "retentionDays") + (cardinality(uses) > 0)::integer) / 15;
