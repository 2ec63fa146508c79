-- AlterTable
ALTER TABLE "assessment_forms" DROP CONSTRAINT "assessment_forms_pkey",
ADD CONSTRAINT "assessment_forms_pkey" PRIMARY KEY ("assessmentId", "digest");
