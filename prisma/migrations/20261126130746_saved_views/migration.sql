-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "concept" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_views_concept_createdById_idx" ON "saved_views"("concept", "createdById");

-- CreateIndex
CREATE INDEX "saved_views_unitId_idx" ON "saved_views"("unitId");

call scope_by_unit('saved_views', '(shared and "unitId" = any ((select readable_units_and_above())::uuid[])) or "createdById"::text = (select current_actor())');
