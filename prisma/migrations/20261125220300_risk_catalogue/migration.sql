-- AlterTable
ALTER TABLE "risks" ADD COLUMN     "catalogueEdition" TEXT,
ADD COLUMN     "catalogueKey" TEXT;

-- CreateIndex
CREATE INDEX "risks_catalogueKey_idx" ON "risks"("catalogueKey");
