-- AlterTable
ALTER TABLE "assessment_answers" ADD COLUMN     "source" TEXT;

call past.show_until('assessment_answers');
