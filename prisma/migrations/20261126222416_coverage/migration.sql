-- CreateTable
CREATE TABLE "requirement_findings" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID,
    "framework" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "controlIds" UUID[],
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "requirement_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk_findings" (
    "id" UUID NOT NULL,
    "sourceFramework" TEXT NOT NULL,
    "sourceRef" TEXT NOT NULL,
    "targetFramework" TEXT NOT NULL,
    "targetRef" TEXT NOT NULL,
    "relationship" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crosswalk_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_deviations" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "framework" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "statement_deviations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "requirement_findings_framework_unitId_createdAt_idx" ON "requirement_findings"("framework", "unitId", "createdAt");

-- CreateIndex
CREATE INDEX "requirement_findings_systemId_idx" ON "requirement_findings"("systemId");

-- CreateIndex
CREATE INDEX "crosswalk_findings_sourceFramework_targetFramework_createdA_idx" ON "crosswalk_findings"("sourceFramework", "targetFramework", "createdAt");

-- CreateIndex
CREATE INDEX "statement_deviations_unitId_framework_idx" ON "statement_deviations"("unitId", "framework");

-- Said of a whole unit, it holds for everything below and is read there.
call scope_by_unit('requirement_findings', '"unitId" = any ((select readable_units())::uuid[]) or ("systemId" is null and "unitId" = any ((select readable_units_and_above())::uuid[]))');
call append_only_in_its_unit('requirement_findings');
-- What the demo organisation said leaves with it; no operation takes such a word away.
grant delete on requirement_findings to plumbline_app;
call scope_to_organization('crosswalk_findings');
call append_only('crosswalk_findings');
call scope_by_unit('statement_deviations', '"unitId" = any ((select readable_units_and_above())::uuid[])');
-- A deviation is taken back by saying when.
revoke update on statement_deviations from plumbline_app;
grant update ("unitId", "removedAt", "removedById") on statement_deviations to plumbline_app;
create unique index statement_deviations_once on statement_deviations ("unitId", framework, ref) where "removedAt" is null;
