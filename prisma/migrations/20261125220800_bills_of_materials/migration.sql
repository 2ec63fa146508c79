-- CreateTable
CREATE TABLE "boms" (
    "id" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "serialNumber" TEXT,
    "bomVersion" INTEGER NOT NULL,
    "specVersion" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "open" INTEGER NOT NULL,
    "matches" JSONB NOT NULL DEFAULT '{}',
    "choices" JSONB NOT NULL DEFAULT '{}',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reconciledAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "boms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "boms_systemId_createdAt_idx" ON "boms"("systemId", "createdAt");

-- CreateIndex
CREATE INDEX "boms_unitId_idx" ON "boms"("unitId");

-- AddForeignKey
ALTER TABLE "boms" ADD CONSTRAINT "boms_systemId_unitId_fkey" FOREIGN KEY ("systemId", "unitId") REFERENCES "systems"("id", "unitId") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('boms');
