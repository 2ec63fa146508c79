-- AlterTable
ALTER TABLE "assessment_answers" ADD COLUMN     "respondentId" UUID;

-- CreateTable
CREATE TABLE "assessment_respondents" (
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "sectionKeys" TEXT[],
    "questionKeys" TEXT[],
    "linkHash" BYTEA NOT NULL,
    "codeHash" BYTEA,
    "sessionHash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "assessment_respondents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "assessment_respondents_linkHash_key" ON "assessment_respondents"("linkHash");

-- CreateIndex
CREATE INDEX "assessment_respondents_assessmentId_idx" ON "assessment_respondents"("assessmentId");

-- CreateIndex
CREATE INDEX "assessment_respondents_unitId_idx" ON "assessment_respondents"("unitId");

-- AddForeignKey
ALTER TABLE "assessment_respondents" ADD CONSTRAINT "assessment_respondents_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('assessment_respondents');
-- The new column is shown for earlier days too.
call past.show_until('assessment_answers');
