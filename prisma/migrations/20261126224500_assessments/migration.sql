-- AlterTable
ALTER TABLE "decisions" ADD COLUMN     "seat" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "assessments" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "templateKey" TEXT NOT NULL,
    "templateVersion" INTEGER NOT NULL,
    "templateDigest" TEXT NOT NULL,
    "systemId" UUID,
    "vendorId" UUID,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "dueOn" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "stateReason" TEXT,
    "submittedById" UUID,
    "submittedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "carriedFromId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_forms" (
    "assessmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_forms_pkey" PRIMARY KEY ("assessmentId")
);

-- CreateTable
CREATE TABLE "assessment_assignments" (
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "sectionKey" TEXT,
    "questionKey" TEXT,
    "personId" UUID,
    "roleKey" TEXT,
    "dueOn" DATE NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "assessment_assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_questions" (
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_answers" (
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "questionId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" JSONB,
    "reason" TEXT,
    "way" TEXT NOT NULL DEFAULT 'answered',
    "saidAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredById" UUID,
    "respondent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_remarks" (
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "questionId" UUID,
    "text" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_remarks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "assessments_number_key" ON "assessments"("number");

-- CreateIndex
CREATE INDEX "assessments_unitId_id_idx" ON "assessments"("unitId", "id");

-- CreateIndex
CREATE INDEX "assessments_systemId_idx" ON "assessments"("systemId");

-- CreateIndex
CREATE INDEX "assessments_vendorId_idx" ON "assessments"("vendorId");

-- CreateIndex
CREATE INDEX "assessments_ownerId_idx" ON "assessments"("ownerId");

-- CreateIndex
CREATE INDEX "assessments_state_id_idx" ON "assessments"("state", "id");

-- CreateIndex
CREATE INDEX "assessments_dueOn_id_idx" ON "assessments"("dueOn", "id");

-- CreateIndex
CREATE INDEX "assessments_title_id_idx" ON "assessments"("title", "id");

-- CreateIndex
CREATE INDEX "assessments_createdAt_id_idx" ON "assessments"("createdAt", "id");

-- CreateIndex
CREATE INDEX "assessments_updatedAt_id_idx" ON "assessments"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "assessment_forms_unitId_idx" ON "assessment_forms"("unitId");

-- CreateIndex
CREATE INDEX "assessment_forms_digest_idx" ON "assessment_forms"("digest");

-- CreateIndex
CREATE INDEX "assessment_assignments_assessmentId_idx" ON "assessment_assignments"("assessmentId");

-- CreateIndex
CREATE INDEX "assessment_assignments_personId_dueOn_idx" ON "assessment_assignments"("personId", "dueOn");

-- CreateIndex
CREATE INDEX "assessment_assignments_roleKey_idx" ON "assessment_assignments"("roleKey");

-- CreateIndex
CREATE INDEX "assessment_assignments_unitId_idx" ON "assessment_assignments"("unitId");

-- CreateIndex
CREATE INDEX "assessment_questions_unitId_idx" ON "assessment_questions"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_questions_assessmentId_key_key" ON "assessment_questions"("assessmentId", "key");

-- CreateIndex
CREATE INDEX "assessment_answers_assessmentId_idx" ON "assessment_answers"("assessmentId");

-- CreateIndex
CREATE INDEX "assessment_answers_unitId_idx" ON "assessment_answers"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_answers_questionId_number_key" ON "assessment_answers"("questionId", "number");

-- CreateIndex
CREATE INDEX "assessment_remarks_assessmentId_idx" ON "assessment_remarks"("assessmentId");

-- CreateIndex
CREATE INDEX "assessment_remarks_questionId_idx" ON "assessment_remarks"("questionId");

-- CreateIndex
CREATE INDEX "assessment_remarks_unitId_idx" ON "assessment_remarks"("unitId");

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES "vendors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_forms" ADD CONSTRAINT "assessment_forms_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_assignments" ADD CONSTRAINT "assessment_assignments_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_assignments" ADD CONSTRAINT "assessment_assignments_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_questions" ADD CONSTRAINT "assessment_questions_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_answers" ADD CONSTRAINT "assessment_answers_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "assessment_questions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_remarks" ADD CONSTRAINT "assessment_remarks_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_remarks" ADD CONSTRAINT "assessment_remarks_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "assessment_questions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table assessments add constraint assessments_of_one check (num_nonnulls("systemId", "vendorId") = 1);
alter table assessment_assignments add constraint assessment_assignments_to_one check (num_nonnulls("personId", "roleKey") = 1);
grant usage on sequence assessments_number_seq to plumbline_app;

call scope_by_unit('assessments');
call scope_by_unit('assessment_forms');
call scope_by_unit('assessment_assignments');
call scope_by_unit('assessment_questions');
call scope_by_unit('assessment_answers');
call scope_by_unit('assessment_remarks');

-- What was asked, what was answered and what was sent back stay as they were; they follow their assessment to another unit.
call append_only_in_its_unit('assessment_forms');
call append_only_in_its_unit('assessment_questions');
call append_only_in_its_unit('assessment_answers');
call append_only_in_its_unit('assessment_remarks');
revoke update, delete on assessment_assignments from plumbline_app;
grant update ("unitId", "endedAt", "endedById") on assessment_assignments to plumbline_app;

call search.searchable('assessments', 'assessments', 'AS', 'title', 'stateReason');

call past.show('assessments');
call past.show_until('assessment_forms');
call past.show_until('assessment_questions');
call past.show_until('assessment_answers');
call past.show_until('assessment_remarks');
create view past.assessment_assignments with (security_invoker) as
  select id, "assessmentId", "unitId", "sectionKey", "questionKey", "personId", "roleKey", "dueOn", "createdById", "createdAt",
    null::timestamptz(3) as "endedAt", null::uuid as "endedById"
  from public.assessment_assignments
  where "createdAt" <= past.instant() and ("endedAt" is null or "endedAt" > past.instant());
grant select on past.assessment_assignments to plumbline_app;

-- A subject may take several signatures: one request and one in force for each.
drop index decisions_one_request;
drop index decisions_one_in_force;
create unique index decisions_one_request on decisions (kind, "subjectId", seat) where state = 'requested';
create unique index decisions_one_in_force on decisions (kind, "subjectId", seat) where state = 'granted';
call past.show('decisions');
