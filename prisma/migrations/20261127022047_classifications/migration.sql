-- CreateTable
CREATE TABLE "classifications" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "stateReason" TEXT,
    "lawEdition" TEXT NOT NULL,
    "lawDigest" TEXT NOT NULL,
    "outcomes" TEXT[],
    "riskClass" TEXT,
    "modelClass" TEXT,
    "routes" TEXT[],
    "appliesFrom" DATE,
    "practicalFrom" DATE,
    "openQuestions" INTEGER NOT NULL,
    "sealedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "classifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classification_answers" (
    "id" UUID NOT NULL,
    "classificationId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "questionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "answers" TEXT[],
    "answeredById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "classification_answers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "classifications_unitId_idx" ON "classifications"("unitId");

-- CreateIndex
CREATE INDEX "classifications_state_idx" ON "classifications"("state");

-- CreateIndex
CREATE INDEX "classification_answers_unitId_idx" ON "classification_answers"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "classification_answers_classificationId_questionId_number_key" ON "classification_answers"("classificationId", "questionId", "number");

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_id_fkey" FOREIGN KEY ("id") REFERENCES "systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classification_answers" ADD CONSTRAINT "classification_answers_classificationId_fkey" FOREIGN KEY ("classificationId") REFERENCES "classifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('classifications');
call scope_by_unit('classification_answers');
call append_only_in_its_unit('classification_answers');

call past.show('classifications');
call past.show_until('classification_answers');
