-- AlterTable
ALTER TABLE "risk_quantifications" ADD COLUMN     "methodVersion" INTEGER NOT NULL DEFAULT 1;

-- A proposal as of a day: as the audit trail kept it.
call past.show('proposals');
call past.show_until('risk_quantifications');
