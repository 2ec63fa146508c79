-- CreateTable
CREATE TABLE "pasta_stages" (
    "id" UUID NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "stage" INTEGER NOT NULL,
    "notes" JSONB NOT NULL DEFAULT '{}',
    "entries" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "stateReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pasta_stages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pasta_stages_unitId_idx" ON "pasta_stages"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "pasta_stages_threatModelId_stage_key" ON "pasta_stages"("threatModelId", "stage");

-- AddForeignKey
ALTER TABLE "pasta_stages" ADD CONSTRAINT "pasta_stages_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('pasta_stages');

-- A threat model that was said to be done by PASTA has its stages from now on.
insert into pasta_stages (id, "threatModelId", "unitId", stage, "createdById", "updatedAt")
select gen_random_uuid(), id, "unitId", stage, "createdById", now()
from threat_models, generate_series(1, 7) as stage
where approach in ('pasta', 'both');
