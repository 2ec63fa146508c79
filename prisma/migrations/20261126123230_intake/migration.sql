-- CreateTable
CREATE TABLE "proposals" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "machineBased" BOOLEAN,
    "infers" BOOLEAN,
    "outputs" BOOLEAN,
    "independent" BOOLEAN,
    "adapts" BOOLEAN,
    "requestedFor" TEXT,
    "kind" TEXT,
    "exposure" TEXT,
    "affectedPeople" TEXT[],
    "dataClasses" TEXT[],
    "personalData" BOOLEAN,
    "sourcing" TEXT,
    "supplier" TEXT,
    "modelName" TEXT,
    "plannedOn" DATE,
    "notes" TEXT,
    "ownerId" UUID,
    "technicalOwnerId" UUID,
    "criticality" TEXT,
    "stage" TEXT,
    "triageNote" TEXT,
    "triagedById" UUID,
    "triagedAt" TIMESTAMPTZ(3),
    "question" TEXT,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionReason" TEXT,
    "decidedDigest" TEXT,
    "systemId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "proposals_number_key" ON "proposals"("number");

-- CreateIndex
CREATE INDEX "proposals_unitId_id_idx" ON "proposals"("unitId", "id");

-- CreateIndex
CREATE INDEX "proposals_state_id_idx" ON "proposals"("state", "id");

-- CreateIndex
CREATE INDEX "proposals_createdAt_id_idx" ON "proposals"("createdAt", "id");

-- CreateIndex
CREATE INDEX "proposals_updatedAt_id_idx" ON "proposals"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "proposals_name_id_idx" ON "proposals"("name", "id");

-- CreateIndex
CREATE INDEX "proposals_systemId_idx" ON "proposals"("systemId");

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_technicalOwnerId_fkey" FOREIGN KEY ("technicalOwnerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Read where one may read, and by whoever proposed it.
call scope_by_unit('proposals', '"unitId" = any ((select readable_units())::uuid[]) or "createdById"::text = (select current_actor())');
grant usage on sequence proposals_number_seq to plumbline_app;
call search.searchable('proposals', 'proposals', 'I', 'name', 'purpose,requestedFor,supplier,modelName,notes');
