-- CreateTable
CREATE TABLE "gate_policies" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "newest" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "retiredReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "gate_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_policy_versions" (
    "id" UUID NOT NULL,
    "policyId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gate_policy_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_verdicts" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "policyId" UUID NOT NULL,
    "policyKey" TEXT NOT NULL,
    "policyVersion" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "exitCode" INTEGER NOT NULL,
    "branch" TEXT,
    "base" TEXT,
    "commit" TEXT,
    "build" TEXT,
    "runIds" UUID[],
    "evaluated" INTEGER NOT NULL,
    "newFindings" INTEGER NOT NULL,
    "questionDigest" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gate_verdicts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "gate_policies_unitId_id_idx" ON "gate_policies"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "gate_policies_unitId_key_key" ON "gate_policies"("unitId", "key");

-- CreateIndex
CREATE INDEX "gate_policy_versions_unitId_idx" ON "gate_policy_versions"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "gate_policy_versions_policyId_number_key" ON "gate_policy_versions"("policyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "gate_verdicts_number_key" ON "gate_verdicts"("number");

-- CreateIndex
CREATE INDEX "gate_verdicts_unitId_id_idx" ON "gate_verdicts"("unitId", "id");

-- CreateIndex
CREATE INDEX "gate_verdicts_systemId_createdAt_idx" ON "gate_verdicts"("systemId", "createdAt");

-- CreateIndex
CREATE INDEX "gate_verdicts_policyId_idx" ON "gate_verdicts"("policyId");

-- CreateIndex
CREATE INDEX "gate_verdicts_verdict_id_idx" ON "gate_verdicts"("verdict", "id");

-- CreateIndex
CREATE INDEX "gate_verdicts_createdAt_id_idx" ON "gate_verdicts"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "gate_verdicts_systemId_questionDigest_key" ON "gate_verdicts"("systemId", "questionDigest");

-- AddForeignKey
ALTER TABLE "gate_policies" ADD CONSTRAINT "gate_policies_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_policy_versions" ADD CONSTRAINT "gate_policy_versions_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "gate_policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_verdicts" ADD CONSTRAINT "gate_verdicts_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_verdicts" ADD CONSTRAINT "gate_verdicts_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "gate_policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence gate_verdicts_number_seq to plumbline_app;

-- A policy holds in its unit and below, so it is read there; a verdict belongs to the unit of its AI system.
call scope_by_unit('gate_policies', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('gate_policy_versions', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('gate_verdicts');

call append_only_in_its_unit('gate_policy_versions');
-- What a gate said stays as it was; it follows its AI system to another unit.
call append_only_in_its_unit('gate_verdicts');

call search.searchable('gate_policies', 'gate-policies', '', 'title', 'key');
call search.searchable('gate_verdicts', 'gate-verdicts', 'GV', 'policyKey', 'verdict,branch,commit,build');
