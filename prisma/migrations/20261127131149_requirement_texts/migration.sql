-- AlterTable
ALTER TABLE "audit_packs" ADD COLUMN     "added" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "requirement_texts" (
    "id" UUID NOT NULL,
    "framework" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "requirement_texts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "requirement_texts_framework_ref_key" ON "requirement_texts"("framework", "ref");

-- Texts under a licence: no register, search, export or query sees the table but those that say that they touch it.
call scope_to_secrets('requirement_texts');
-- A pack of an earlier day holds them as they are.
call past.show_as_now('requirement_texts');
