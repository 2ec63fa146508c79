-- CreateTable
CREATE TABLE "planned_tests" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "tool" TEXT,
    "check" TEXT,
    "threatClass" TEXT,
    "limitPercent" DOUBLE PRECISION NOT NULL,
    "minimumCases" INTEGER NOT NULL,
    "cadenceDays" INTEGER NOT NULL,
    "versions" TEXT NOT NULL,
    "modelId" UUID,
    "modelVersion" TEXT,
    "promptId" UUID,
    "promptVersion" TEXT,
    "ownerId" UUID,
    "controlIds" UUID[],
    "origin" TEXT,
    "state" TEXT NOT NULL,
    "stateReason" TEXT NOT NULL,
    "runId" UUID,
    "testedOn" DATE,
    "dueOn" DATE NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "retiredReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "planned_tests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "planned_tests_number_key" ON "planned_tests"("number");

-- CreateIndex
CREATE INDEX "planned_tests_unitId_id_idx" ON "planned_tests"("unitId", "id");

-- CreateIndex
CREATE INDEX "planned_tests_systemId_idx" ON "planned_tests"("systemId");

-- CreateIndex
CREATE INDEX "planned_tests_ownerId_idx" ON "planned_tests"("ownerId");

-- CreateIndex
CREATE INDEX "planned_tests_title_id_idx" ON "planned_tests"("title", "id");

-- CreateIndex
CREATE INDEX "planned_tests_dueOn_id_idx" ON "planned_tests"("dueOn", "id");

-- CreateIndex
CREATE INDEX "planned_tests_testedOn_id_idx" ON "planned_tests"("testedOn", "id");

-- AddForeignKey
ALTER TABLE "planned_tests" ADD CONSTRAINT "planned_tests_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_tests" ADD CONSTRAINT "planned_tests_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_tests" ADD CONSTRAINT "planned_tests_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

grant usage on sequence planned_tests_number_seq to plumbline_app;

call scope_by_unit('planned_tests');
call search.searchable('planned_tests', 'planned-tests', 'PT', 'title', 'tool,check,origin');
