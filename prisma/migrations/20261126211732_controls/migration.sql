-- CreateTable
CREATE TABLE "controls" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "libraryKey" TEXT,
    "libraryEdition" TEXT,
    "proposedBecause" TEXT,
    "unitId" UUID NOT NULL,
    "systemId" UUID,
    "ownerId" UUID,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "statusReason" TEXT,
    "implementation" TEXT,
    "lowersLikelihood" INTEGER NOT NULL DEFAULT 0,
    "lowersImpact" INTEGER NOT NULL DEFAULT 0,
    "testEveryDays" INTEGER NOT NULL DEFAULT 180,
    "nextTestOn" DATE,
    "lastOutcome" TEXT,
    "lastTestedOn" DATE,
    "design" TEXT,
    "designReason" TEXT,
    "operation" TEXT,
    "operationReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "controls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control_tests" (
    "id" UUID NOT NULL,
    "controlId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "testedOn" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "testedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "control_tests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "controls_number_key" ON "controls"("number");

-- CreateIndex
CREATE INDEX "controls_unitId_id_idx" ON "controls"("unitId", "id");

-- CreateIndex
CREATE INDEX "controls_systemId_idx" ON "controls"("systemId");

-- CreateIndex
CREATE INDEX "controls_ownerId_idx" ON "controls"("ownerId");

-- CreateIndex
CREATE INDEX "controls_title_id_idx" ON "controls"("title", "id");

-- CreateIndex
CREATE INDEX "controls_status_id_idx" ON "controls"("status", "id");

-- CreateIndex
CREATE INDEX "controls_kind_id_idx" ON "controls"("kind", "id");

-- CreateIndex
CREATE INDEX "controls_libraryKey_idx" ON "controls"("libraryKey");

-- CreateIndex
CREATE INDEX "controls_nextTestOn_id_idx" ON "controls"("nextTestOn", "id");

-- CreateIndex
CREATE INDEX "controls_lastTestedOn_id_idx" ON "controls"("lastTestedOn", "id");

-- CreateIndex
CREATE INDEX "controls_createdAt_id_idx" ON "controls"("createdAt", "id");

-- CreateIndex
CREATE INDEX "controls_updatedAt_id_idx" ON "controls"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "control_tests_controlId_createdAt_idx" ON "control_tests"("controlId", "createdAt");

-- CreateIndex
CREATE INDEX "control_tests_unitId_idx" ON "control_tests"("unitId");

-- AddForeignKey
ALTER TABLE "controls" ADD CONSTRAINT "controls_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "controls" ADD CONSTRAINT "controls_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "controls" ADD CONSTRAINT "controls_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_tests" ADD CONSTRAINT "control_tests_controlId_fkey" FOREIGN KEY ("controlId") REFERENCES "controls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence controls_number_seq to plumbline_app;

-- What holds for a whole unit holds for everything below it, and is read there.
call scope_by_unit('controls', '"unitId" = any ((select readable_units())::uuid[]) or ("systemId" is null and "unitId" = any ((select readable_units_and_above())::uuid[]))');
call scope_by_unit('control_tests');
call append_only_in_its_unit('control_tests');

-- A control of the library stands once for each system, and once for each unit.
create unique index controls_once_for_a_system on controls ("systemId", "libraryKey") where "systemId" is not null and "libraryKey" is not null;
create unique index controls_once_for_a_unit on controls ("unitId", "libraryKey") where "systemId" is null and "libraryKey" is not null;

call search.searchable('controls', 'controls', 'C', 'title', 'implementation,libraryKey');
call past.show('controls');
call past.show_until('control_tests');
