-- CreateTable
CREATE TABLE "threat_models" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "ownerId" UUID,
    "approach" TEXT NOT NULL DEFAULT 'stride',
    "tier" TEXT NOT NULL DEFAULT '1',
    "scopeNotes" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "startedFrom" TEXT NOT NULL,
    "startedName" TEXT,
    "followsInventory" BOOLEAN NOT NULL DEFAULT false,
    "drawingId" UUID NOT NULL,
    "drawingDigest" TEXT NOT NULL,
    "generatedDigest" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "stateReason" TEXT,
    "nextReviewOn" DATE,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "threat_models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_model_drawings" (
    "id" UUID NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "drawing" JSONB NOT NULL,
    "layout" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threat_model_drawings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_model_parts" (
    "id" UUID NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "elementId" TEXT NOT NULL,
    "concept" TEXT NOT NULL,
    "partId" UUID NOT NULL,
    "taken" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threat_model_parts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threats" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "ruleId" TEXT,
    "ruleVersion" TEXT,
    "title" TEXT NOT NULL,
    "elementIds" TEXT[],
    "category" TEXT,
    "family" TEXT,
    "sources" JSONB NOT NULL DEFAULT '[]',
    "fired" JSONB NOT NULL DEFAULT '[]',
    "unknown" JSONB NOT NULL DEFAULT '[]',
    "ways" JSONB NOT NULL DEFAULT '[]',
    "fingerprint" TEXT,
    "decidedOn" TEXT,
    "state" TEXT NOT NULL,
    "heldState" TEXT,
    "reason" TEXT,
    "until" DATE,
    "mergedIntoId" UUID,
    "drift" TEXT,
    "driftReason" TEXT,
    "source" TEXT,
    "precondition" TEXT,
    "action" TEXT,
    "impact" TEXT,
    "asset" TEXT,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "threats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_risks" (
    "id" UUID NOT NULL,
    "threatId" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "threat_risks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_controls" (
    "id" UUID NOT NULL,
    "threatId" UUID NOT NULL,
    "controlId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "mitigationId" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "threat_controls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threat_model_versions" (
    "id" UUID NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "drawingId" UUID NOT NULL,
    "threats" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threat_model_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "threat_models_number_key" ON "threat_models"("number");

-- CreateIndex
CREATE INDEX "threat_models_unitId_id_idx" ON "threat_models"("unitId", "id");

-- CreateIndex
CREATE INDEX "threat_models_systemId_idx" ON "threat_models"("systemId");

-- CreateIndex
CREATE INDEX "threat_models_ownerId_idx" ON "threat_models"("ownerId");

-- CreateIndex
CREATE INDEX "threat_models_title_id_idx" ON "threat_models"("title", "id");

-- CreateIndex
CREATE INDEX "threat_models_state_id_idx" ON "threat_models"("state", "id");

-- CreateIndex
CREATE INDEX "threat_models_nextReviewOn_id_idx" ON "threat_models"("nextReviewOn", "id");

-- CreateIndex
CREATE INDEX "threat_models_createdAt_id_idx" ON "threat_models"("createdAt", "id");

-- CreateIndex
CREATE INDEX "threat_models_updatedAt_id_idx" ON "threat_models"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "threat_model_drawings_threatModelId_createdAt_idx" ON "threat_model_drawings"("threatModelId", "createdAt");

-- CreateIndex
CREATE INDEX "threat_model_drawings_unitId_idx" ON "threat_model_drawings"("unitId");

-- CreateIndex
CREATE INDEX "threat_model_parts_partId_idx" ON "threat_model_parts"("partId");

-- CreateIndex
CREATE INDEX "threat_model_parts_unitId_idx" ON "threat_model_parts"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "threat_model_parts_threatModelId_elementId_key" ON "threat_model_parts"("threatModelId", "elementId");

-- CreateIndex
CREATE UNIQUE INDEX "threats_number_key" ON "threats"("number");

-- CreateIndex
CREATE INDEX "threats_threatModelId_state_idx" ON "threats"("threatModelId", "state");

-- CreateIndex
CREATE INDEX "threats_unitId_idx" ON "threats"("unitId");

-- CreateIndex
CREATE INDEX "threats_state_until_idx" ON "threats"("state", "until");

-- CreateIndex
CREATE UNIQUE INDEX "threats_threatModelId_key_key" ON "threats"("threatModelId", "key");

-- CreateIndex
CREATE INDEX "threat_risks_threatId_idx" ON "threat_risks"("threatId");

-- CreateIndex
CREATE INDEX "threat_risks_riskId_idx" ON "threat_risks"("riskId");

-- CreateIndex
CREATE INDEX "threat_risks_unitId_idx" ON "threat_risks"("unitId");

-- CreateIndex
CREATE INDEX "threat_controls_threatId_idx" ON "threat_controls"("threatId");

-- CreateIndex
CREATE INDEX "threat_controls_controlId_idx" ON "threat_controls"("controlId");

-- CreateIndex
CREATE INDEX "threat_controls_unitId_idx" ON "threat_controls"("unitId");

-- CreateIndex
CREATE INDEX "threat_model_versions_unitId_idx" ON "threat_model_versions"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "threat_model_versions_threatModelId_number_key" ON "threat_model_versions"("threatModelId", "number");

-- AddForeignKey
ALTER TABLE "threat_models" ADD CONSTRAINT "threat_models_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_models" ADD CONSTRAINT "threat_models_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_models" ADD CONSTRAINT "threat_models_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_model_drawings" ADD CONSTRAINT "threat_model_drawings_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_model_parts" ADD CONSTRAINT "threat_model_parts_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threats" ADD CONSTRAINT "threats_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_risks" ADD CONSTRAINT "threat_risks_threatId_fkey" FOREIGN KEY ("threatId") REFERENCES "threats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_risks" ADD CONSTRAINT "threat_risks_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_controls" ADD CONSTRAINT "threat_controls_threatId_fkey" FOREIGN KEY ("threatId") REFERENCES "threats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_controls" ADD CONSTRAINT "threat_controls_controlId_fkey" FOREIGN KEY ("controlId") REFERENCES "controls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_model_versions" ADD CONSTRAINT "threat_model_versions_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence threat_models_number_seq to plumbline_app;
grant usage on sequence threats_number_seq to plumbline_app;

call scope_by_unit('threat_models');
call scope_by_unit('threat_model_drawings');
call scope_by_unit('threat_model_parts');
call scope_by_unit('threats');
call scope_by_unit('threat_risks');
call scope_by_unit('threat_controls');
call scope_by_unit('threat_model_versions');

-- What was drawn and what was frozen stay as they were; they follow their model to another unit.
call append_only_in_its_unit('threat_model_drawings');
call append_only_in_its_unit('threat_model_versions');
-- A link is taken away by saying when; it follows its model to another unit.
revoke update, delete on threat_risks, threat_controls from plumbline_app;
grant update ("unitId", "removedAt", "removedById") on threat_risks to plumbline_app;
grant update ("unitId", "removedAt", "removedById") on threat_controls to plumbline_app;
create unique index threat_risks_once on threat_risks ("threatId", "riskId") where "removedAt" is null;
create unique index threat_controls_once on threat_controls ("threatId", "controlId") where "removedAt" is null;

call search.searchable('threat_models', 'threat-models', 'TM', 'title', 'scopeNotes');
