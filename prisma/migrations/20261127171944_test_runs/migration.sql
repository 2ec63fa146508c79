-- CreateTable
CREATE TABLE "test_imports" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "modelId" UUID,
    "modelVersion" TEXT,
    "promptId" UUID,
    "promptVersion" TEXT,
    "scope" TEXT,
    "commit" TEXT,
    "branch" TEXT,
    "build" TEXT,
    "fileId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "format" TEXT,
    "scoreMeans" JSONB NOT NULL DEFAULT '{}',
    "applies" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "found" JSONB,
    "runId" UUID,
    "jobId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "test_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_runs" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "modelId" UUID,
    "modelName" TEXT,
    "modelVersion" TEXT,
    "promptId" UUID,
    "promptName" TEXT,
    "promptVersion" TEXT,
    "scope" TEXT,
    "commit" TEXT,
    "branch" TEXT,
    "build" TEXT,
    "tool" TEXT NOT NULL,
    "toolVersion" TEXT,
    "format" TEXT NOT NULL,
    "formatVersion" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "contentDigest" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "failuresOnly" BOOLEAN NOT NULL,
    "exercise" BOOLEAN NOT NULL,
    "targets" TEXT[],
    "facts" JSONB NOT NULL,
    "warnings" JSONB NOT NULL,
    "defended" INTEGER NOT NULL,
    "vulnerable" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "inconclusive" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "created" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "ranAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_results" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "check" TEXT NOT NULL,
    "detector" TEXT,
    "place" TEXT,
    "closer" BOOLEAN NOT NULL,
    "threatClass" TEXT,
    "defended" INTEGER NOT NULL,
    "vulnerable" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "inconclusive" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "severity" TEXT,
    "severityReason" TEXT,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "test_results_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "findings" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "modelId" UUID,
    "fingerprint" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "detector" TEXT,
    "place" TEXT,
    "threatClass" TEXT,
    "severity" TEXT NOT NULL,
    "severityRank" INTEGER NOT NULL,
    "severityReason" TEXT NOT NULL,
    "ruledSeverity" TEXT NOT NULL,
    "ruledReason" TEXT NOT NULL,
    "severityByPerson" BOOLEAN NOT NULL DEFAULT false,
    "occurrences" INTEGER NOT NULL,
    "evaluated" INTEGER NOT NULL,
    "failurePercent" DOUBLE PRECISION,
    "failureLow" DOUBLE PRECISION,
    "failureHigh" DOUBLE PRECISION,
    "owasp" JSONB NOT NULL,
    "atlas" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'open',
    "stateReason" TEXT,
    "heldState" TEXT,
    "cleanRuns" INTEGER NOT NULL DEFAULT 0,
    "ownerId" UUID,
    "dueOn" DATE,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastTestedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstRunId" UUID NOT NULL,
    "lastSeenRunId" UUID NOT NULL,
    "lastTestedRunId" UUID NOT NULL,
    "toldAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_events" (
    "id" UUID NOT NULL,
    "findingId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "runId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finding_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_risks" (
    "id" UUID NOT NULL,
    "findingId" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "finding_risks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control_checks" (
    "id" UUID NOT NULL,
    "controlId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "tool" TEXT,
    "check" TEXT,
    "threatClass" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "control_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "test_imports_unitId_createdAt_idx" ON "test_imports"("unitId", "createdAt");

-- CreateIndex
CREATE INDEX "test_imports_systemId_idx" ON "test_imports"("systemId");

-- CreateIndex
CREATE UNIQUE INDEX "test_runs_number_key" ON "test_runs"("number");

-- CreateIndex
CREATE INDEX "test_runs_unitId_id_idx" ON "test_runs"("unitId", "id");

-- CreateIndex
CREATE INDEX "test_runs_systemId_ranAt_idx" ON "test_runs"("systemId", "ranAt");

-- CreateIndex
CREATE INDEX "test_runs_tool_id_idx" ON "test_runs"("tool", "id");

-- CreateIndex
CREATE INDEX "test_runs_ranAt_id_idx" ON "test_runs"("ranAt", "id");

-- CreateIndex
CREATE INDEX "test_runs_createdAt_id_idx" ON "test_runs"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "test_runs_systemId_contentDigest_key" ON "test_runs"("systemId", "contentDigest");

-- CreateIndex
CREATE INDEX "test_results_runId_idx" ON "test_results"("runId");

-- CreateIndex
CREATE INDEX "test_results_fingerprint_idx" ON "test_results"("fingerprint");

-- CreateIndex
CREATE INDEX "test_results_unitId_idx" ON "test_results"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "findings_number_key" ON "findings"("number");

-- CreateIndex
CREATE INDEX "findings_unitId_id_idx" ON "findings"("unitId", "id");

-- CreateIndex
CREATE INDEX "findings_ownerId_idx" ON "findings"("ownerId");

-- CreateIndex
CREATE INDEX "findings_title_id_idx" ON "findings"("title", "id");

-- CreateIndex
CREATE INDEX "findings_state_id_idx" ON "findings"("state", "id");

-- CreateIndex
CREATE INDEX "findings_severityRank_id_idx" ON "findings"("severityRank", "id");

-- CreateIndex
CREATE INDEX "findings_threatClass_id_idx" ON "findings"("threatClass", "id");

-- CreateIndex
CREATE INDEX "findings_tool_id_idx" ON "findings"("tool", "id");

-- CreateIndex
CREATE INDEX "findings_dueOn_id_idx" ON "findings"("dueOn", "id");

-- CreateIndex
CREATE INDEX "findings_lastSeenAt_id_idx" ON "findings"("lastSeenAt", "id");

-- CreateIndex
CREATE INDEX "findings_firstSeenAt_id_idx" ON "findings"("firstSeenAt", "id");

-- CreateIndex
CREATE INDEX "findings_failurePercent_id_idx" ON "findings"("failurePercent", "id");

-- CreateIndex
CREATE INDEX "findings_occurrences_id_idx" ON "findings"("occurrences", "id");

-- CreateIndex
CREATE INDEX "findings_createdAt_id_idx" ON "findings"("createdAt", "id");

-- CreateIndex
CREATE INDEX "findings_updatedAt_id_idx" ON "findings"("updatedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "findings_systemId_fingerprint_key" ON "findings"("systemId", "fingerprint");

-- CreateIndex
CREATE INDEX "finding_events_findingId_createdAt_idx" ON "finding_events"("findingId", "createdAt");

-- CreateIndex
CREATE INDEX "finding_events_unitId_idx" ON "finding_events"("unitId");

-- CreateIndex
CREATE INDEX "finding_risks_findingId_idx" ON "finding_risks"("findingId");

-- CreateIndex
CREATE INDEX "finding_risks_riskId_idx" ON "finding_risks"("riskId");

-- CreateIndex
CREATE INDEX "finding_risks_unitId_idx" ON "finding_risks"("unitId");

-- CreateIndex
CREATE INDEX "control_checks_controlId_idx" ON "control_checks"("controlId");

-- CreateIndex
CREATE INDEX "control_checks_systemId_idx" ON "control_checks"("systemId");

-- CreateIndex
CREATE INDEX "control_checks_unitId_idx" ON "control_checks"("unitId");

-- AddForeignKey
ALTER TABLE "test_imports" ADD CONSTRAINT "test_imports_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_results" ADD CONSTRAINT "test_results_runId_fkey" FOREIGN KEY ("runId") REFERENCES "test_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_events" ADD CONSTRAINT "finding_events_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "findings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_risks" ADD CONSTRAINT "finding_risks_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "findings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_risks" ADD CONSTRAINT "finding_risks_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_checks" ADD CONSTRAINT "control_checks_controlId_fkey" FOREIGN KEY ("controlId") REFERENCES "controls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_checks" ADD CONSTRAINT "control_checks_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence test_runs_number_seq to plumbline_app;
grant usage on sequence findings_number_seq to plumbline_app;

call scope_by_unit('test_imports');
call scope_by_unit('test_runs');
call scope_by_unit('test_results');
call scope_by_unit('findings');
call scope_by_unit('finding_events');
call scope_by_unit('finding_risks');
call scope_by_unit('control_checks');

-- What a file said and what happened to a finding stay as they were; they follow their system to another unit.
call append_only_in_its_unit('test_runs');
call append_only_in_its_unit('test_results');
call append_only_in_its_unit('finding_events');
-- A link is taken away by saying when; it follows its system to another unit.
revoke update, delete on finding_risks, control_checks from plumbline_app;
grant update ("unitId", "removedAt", "removedById") on finding_risks to plumbline_app;
grant update ("unitId", "removedAt", "removedById") on control_checks to plumbline_app;
create unique index finding_risks_once on finding_risks ("findingId", "riskId") where "removedAt" is null;
create unique index control_checks_once on control_checks ("controlId", "systemId", tool, "check", "threatClass") nulls not distinct
  where "removedAt" is null;

call search.searchable('findings', 'findings', 'F', 'title', '');
call search.searchable('test_runs', 'test-runs', 'TR', 'fileName', 'tool,scope,commit,branch,build');
