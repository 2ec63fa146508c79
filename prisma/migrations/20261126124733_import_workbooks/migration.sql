ALTER TABLE "imports" ADD COLUMN "sheet" TEXT,
ADD COLUMN "headingRow" INTEGER,
ADD COLUMN "workbook" JSONB;
