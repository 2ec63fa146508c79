-- CreateTable
CREATE TABLE "inventory_reviews" (
    "id" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "nextReviewOn" DATE NOT NULL,
    "reviewedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inventory_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inventory_reviews_subjectType_subjectId_createdAt_idx" ON "inventory_reviews"("subjectType", "subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "inventory_reviews_unitId_idx" ON "inventory_reviews"("unitId");

call scope_by_unit('inventory_reviews');
call append_only_in_its_unit('inventory_reviews');
