-- CreateTable
CREATE TABLE "import_mappings" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "concept" TEXT NOT NULL,
    "headings" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "fileName" TEXT NOT NULL,
    "setById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "import_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_mappings_concept_headings_updatedAt_idx" ON "import_mappings"("concept", "headings", "updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "import_mappings_unitId_concept_headings_key" ON "import_mappings"("unitId", "concept", "headings");

-- AddForeignKey
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('import_mappings', '"unitId" = any ((select readable_units_and_above())::uuid[])');
