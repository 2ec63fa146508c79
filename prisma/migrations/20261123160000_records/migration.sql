-- CreateTable
CREATE TABLE "audit_entries" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "tokenId" UUID,
    "requestId" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID,
    "unitId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "principal" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("principal","key")
);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "mediaType" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_runs" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "input" JSONB NOT NULL,
    "result" JSONB,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "requestedById" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "conditions" TEXT,
    "until" DATE,
    "snapshot" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "signerId" UUID,
    "signerRole" TEXT,
    "signedAt" TIMESTAMPTZ(3),
    "signerReason" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "closedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "concept" TEXT NOT NULL,
    "fileId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "mapping" JSONB NOT NULL,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "jobId" UUID,
    "message" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "unitId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "recordId" UUID,
    "label" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("importId","line")
);

-- CreateTable
CREATE TABLE "systems" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "technicalOwnerId" UUID,
    "stage" TEXT NOT NULL DEFAULT 'idea',
    "kind" TEXT,
    "criticality" TEXT,
    "exposure" TEXT,
    "autonomy" TEXT,
    "decisionImpact" TEXT,
    "humanOversight" TEXT,
    "affectedPeople" TEXT[],
    "regions" TEXT[],
    "dataClasses" TEXT[],
    "euRoles" TEXT[],
    "personalData" BOOLEAN,
    "automatedDecision" BOOLEAN,
    "generatesContent" BOOLEAN,
    "learnsInUse" BOOLEAN,
    "usersInformed" BOOLEAN,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "systems_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lifecycle_moves" (
    "id" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "fromStage" TEXT NOT NULL,
    "toStage" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "movedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lifecycle_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "models" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT,
    "modelVersion" TEXT,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "kind" TEXT,
    "licence" TEXT,
    "trainingCutOff" DATE,
    "region" TEXT,
    "providerRetention" INTEGER,
    "trainsOnInput" BOOLEAN,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "datasets" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "origin" TEXT,
    "use" TEXT,
    "licence" TEXT,
    "lawfulBasis" TEXT,
    "personalData" BOOLEAN,
    "specialCategories" BOOLEAN,
    "region" TEXT,
    "retentionDays" INTEGER,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vendors" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "service" TEXT,
    "country" TEXT,
    "website" TEXT,
    "contact" TEXT,
    "dataProcessingAgreement" BOOLEAN,
    "subprocessorsListed" BOOLEAN,
    "securityAttestation" TEXT,
    "contractEndsOn" DATE,
    "criticality" TEXT,
    "nextReviewOn" DATE,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "vendors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_models" (
    "systemId" UUID NOT NULL,
    "modelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "system_models_pkey" PRIMARY KEY ("systemId","modelId")
);

-- CreateTable
CREATE TABLE "system_datasets" (
    "systemId" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "system_datasets_pkey" PRIMARY KEY ("systemId","datasetId")
);

-- CreateTable
CREATE TABLE "system_vendors" (
    "systemId" UUID NOT NULL,
    "vendorId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "system_vendors_pkey" PRIMARY KEY ("systemId","vendorId")
);

-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" UUID,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "jobTitle" TEXT,
    "unitId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'invited',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "personId" UUID NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_links" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "personId" UUID,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "account_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grants" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "grantedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "personId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "scopes" TEXT[],
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "reason" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preferences" (
    "personId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preferences_pkey" PRIMARY KEY ("personId","key")
);

-- CreateTable
CREATE TABLE "risks" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "cause" TEXT,
    "event" TEXT,
    "consequence" TEXT,
    "category" TEXT NOT NULL,
    "threatFamily" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "treatment" TEXT,
    "treatmentPlan" TEXT,
    "treatmentDueOn" DATE,
    "inherentLikelihood" INTEGER,
    "inherentImpact" INTEGER,
    "inherentScore" INTEGER NOT NULL DEFAULT 0,
    "currentLikelihood" INTEGER,
    "currentImpact" INTEGER,
    "currentScore" INTEGER NOT NULL DEFAULT 0,
    "targetLikelihood" INTEGER,
    "targetImpact" INTEGER,
    "targetScore" INTEGER NOT NULL DEFAULT 0,
    "reviewEveryDays" INTEGER,
    "nextReviewOn" DATE,
    "acceptedUntil" DATE,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "risks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_scores" (
    "id" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "likelihood" INTEGER NOT NULL,
    "impact" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "methodVersion" INTEGER NOT NULL,
    "scoredById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "risk_scores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_reviews" (
    "id" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "notes" TEXT NOT NULL,
    "nextReviewOn" DATE,
    "reviewedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "risk_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_systems" (
    "riskId" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "risk_systems_pkey" PRIMARY KEY ("riskId","systemId")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "assigneeId" UUID,
    "dueOn" DATE,
    "doneAt" TIMESTAMPTZ(3),
    "doneById" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entries_subjectType_subjectId_seq_idx" ON "audit_entries"("subjectType", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "audit_entries_unitId_seq_idx" ON "audit_entries"("unitId", "seq");

-- CreateIndex
CREATE INDEX "idempotency_keys_createdAt_idx" ON "idempotency_keys"("createdAt");

-- CreateIndex
CREATE INDEX "files_sha256_idx" ON "files"("sha256");

-- CreateIndex
CREATE INDEX "files_unitId_idx" ON "files"("unitId");

-- CreateIndex
CREATE INDEX "job_runs_createdById_createdAt_idx" ON "job_runs"("createdById", "createdAt");

-- CreateIndex
CREATE INDEX "job_runs_unitId_idx" ON "job_runs"("unitId");

-- CreateIndex
CREATE INDEX "decisions_subjectType_subjectId_idx" ON "decisions"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "decisions_unitId_state_idx" ON "decisions"("unitId", "state");

-- CreateIndex
CREATE INDEX "decisions_state_until_idx" ON "decisions"("state", "until");

-- CreateIndex
CREATE INDEX "imports_createdById_createdAt_idx" ON "imports"("createdById", "createdAt");

-- CreateIndex
CREATE INDEX "imports_unitId_idx" ON "imports"("unitId");

-- CreateIndex
CREATE INDEX "import_rows_importId_outcome_line_idx" ON "import_rows"("importId", "outcome", "line");

-- CreateIndex
CREATE INDEX "import_rows_unitId_idx" ON "import_rows"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "systems_number_key" ON "systems"("number");

-- CreateIndex
CREATE INDEX "systems_name_id_idx" ON "systems"("name", "id");

-- CreateIndex
CREATE INDEX "systems_unitId_id_idx" ON "systems"("unitId", "id");

-- CreateIndex
CREATE INDEX "systems_stage_id_idx" ON "systems"("stage", "id");

-- CreateIndex
CREATE INDEX "systems_criticality_id_idx" ON "systems"("criticality", "id");

-- CreateIndex
CREATE INDEX "systems_ownerId_idx" ON "systems"("ownerId");

-- CreateIndex
CREATE INDEX "systems_nextReviewOn_id_idx" ON "systems"("nextReviewOn", "id");

-- CreateIndex
CREATE INDEX "systems_completeness_id_idx" ON "systems"("completeness", "id");

-- CreateIndex
CREATE UNIQUE INDEX "systems_unitId_name_key" ON "systems"("unitId", "name");

-- CreateIndex
CREATE INDEX "lifecycle_moves_systemId_createdAt_idx" ON "lifecycle_moves"("systemId", "createdAt");

-- CreateIndex
CREATE INDEX "lifecycle_moves_unitId_idx" ON "lifecycle_moves"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "models_number_key" ON "models"("number");

-- CreateIndex
CREATE INDEX "models_name_id_idx" ON "models"("name", "id");

-- CreateIndex
CREATE INDEX "models_unitId_id_idx" ON "models"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "models_unitId_name_key" ON "models"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_number_key" ON "datasets"("number");

-- CreateIndex
CREATE INDEX "datasets_name_id_idx" ON "datasets"("name", "id");

-- CreateIndex
CREATE INDEX "datasets_unitId_id_idx" ON "datasets"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_unitId_name_key" ON "datasets"("unitId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "vendors_number_key" ON "vendors"("number");

-- CreateIndex
CREATE INDEX "vendors_name_id_idx" ON "vendors"("name", "id");

-- CreateIndex
CREATE INDEX "vendors_unitId_id_idx" ON "vendors"("unitId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "vendors_unitId_name_key" ON "vendors"("unitId", "name");

-- CreateIndex
CREATE INDEX "system_models_modelId_idx" ON "system_models"("modelId");

-- CreateIndex
CREATE INDEX "system_models_unitId_idx" ON "system_models"("unitId");

-- CreateIndex
CREATE INDEX "system_datasets_datasetId_idx" ON "system_datasets"("datasetId");

-- CreateIndex
CREATE INDEX "system_datasets_unitId_idx" ON "system_datasets"("unitId");

-- CreateIndex
CREATE INDEX "system_vendors_vendorId_idx" ON "system_vendors"("vendorId");

-- CreateIndex
CREATE INDEX "system_vendors_unitId_idx" ON "system_vendors"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "units_path_key" ON "units"("path");

-- CreateIndex
CREATE UNIQUE INDEX "units_parentId_name_key" ON "units"("parentId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "people_unitId_idx" ON "people"("unitId");

-- CreateIndex
CREATE INDEX "sessions_personId_idx" ON "sessions"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "account_links_secretHash_key" ON "account_links"("secretHash");

-- CreateIndex
CREATE INDEX "grants_unitId_idx" ON "grants"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "grants_personId_role_unitId_key" ON "grants"("personId", "role", "unitId");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_secretHash_key" ON "api_tokens"("secretHash");

-- CreateIndex
CREATE INDEX "api_tokens_personId_idx" ON "api_tokens"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "settings_key_version_key" ON "settings"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "risks_number_key" ON "risks"("number");

-- CreateIndex
CREATE INDEX "risks_title_id_idx" ON "risks"("title", "id");

-- CreateIndex
CREATE INDEX "risks_currentScore_id_idx" ON "risks"("currentScore", "id");

-- CreateIndex
CREATE INDEX "risks_inherentScore_id_idx" ON "risks"("inherentScore", "id");

-- CreateIndex
CREATE INDEX "risks_targetScore_id_idx" ON "risks"("targetScore", "id");

-- CreateIndex
CREATE INDEX "risks_status_currentScore_id_idx" ON "risks"("status", "currentScore", "id");

-- CreateIndex
CREATE INDEX "risks_category_currentScore_id_idx" ON "risks"("category", "currentScore", "id");

-- CreateIndex
CREATE INDEX "risks_ownerId_id_idx" ON "risks"("ownerId", "id");

-- CreateIndex
CREATE INDEX "risks_unitId_id_idx" ON "risks"("unitId", "id");

-- CreateIndex
CREATE INDEX "risks_nextReviewOn_id_idx" ON "risks"("nextReviewOn", "id");

-- CreateIndex
CREATE INDEX "risks_treatmentDueOn_id_idx" ON "risks"("treatmentDueOn", "id");

-- CreateIndex
CREATE INDEX "risks_updatedAt_id_idx" ON "risks"("updatedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "risks_unitId_title_key" ON "risks"("unitId", "title");

-- CreateIndex
CREATE INDEX "risk_scores_riskId_createdAt_idx" ON "risk_scores"("riskId", "createdAt");

-- CreateIndex
CREATE INDEX "risk_scores_unitId_idx" ON "risk_scores"("unitId");

-- CreateIndex
CREATE INDEX "risk_reviews_riskId_createdAt_idx" ON "risk_reviews"("riskId", "createdAt");

-- CreateIndex
CREATE INDEX "risk_reviews_unitId_idx" ON "risk_reviews"("unitId");

-- CreateIndex
CREATE INDEX "risk_systems_systemId_idx" ON "risk_systems"("systemId");

-- CreateIndex
CREATE INDEX "risk_systems_unitId_idx" ON "risk_systems"("unitId");

-- CreateIndex
CREATE INDEX "tasks_subjectType_subjectId_idx" ON "tasks"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "tasks_assigneeId_doneAt_dueOn_idx" ON "tasks"("assigneeId", "doneAt", "dueOn");

-- CreateIndex
CREATE INDEX "tasks_unitId_idx" ON "tasks"("unitId");

-- CreateIndex
CREATE INDEX "notifications_personId_readAt_createdAt_idx" ON "notifications"("personId", "readAt", "createdAt");

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_importId_fkey" FOREIGN KEY ("importId") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "systems" ADD CONSTRAINT "systems_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "systems" ADD CONSTRAINT "systems_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "systems" ADD CONSTRAINT "systems_technicalOwnerId_fkey" FOREIGN KEY ("technicalOwnerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lifecycle_moves" ADD CONSTRAINT "lifecycle_moves_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_models" ADD CONSTRAINT "system_models_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_models" ADD CONSTRAINT "system_models_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_datasets" ADD CONSTRAINT "system_datasets_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_datasets" ADD CONSTRAINT "system_datasets_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_vendors" ADD CONSTRAINT "system_vendors_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_vendors" ADD CONSTRAINT "system_vendors_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES "vendors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risks" ADD CONSTRAINT "risks_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risks" ADD CONSTRAINT "risks_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_scores" ADD CONSTRAINT "risk_scores_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_reviews" ADD CONSTRAINT "risk_reviews_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_systems" ADD CONSTRAINT "risk_systems_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_systems" ADD CONSTRAINT "risk_systems_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
