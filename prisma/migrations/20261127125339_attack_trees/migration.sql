-- CreateTable
CREATE TABLE "attack_trees" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "threatModelId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "nodes" JSONB NOT NULL,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "attack_trees_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "attack_trees_number_key" ON "attack_trees"("number");

-- CreateIndex
CREATE INDEX "attack_trees_threatModelId_idx" ON "attack_trees"("threatModelId");

-- CreateIndex
CREATE INDEX "attack_trees_unitId_idx" ON "attack_trees"("unitId");

-- AddForeignKey
ALTER TABLE "attack_trees" ADD CONSTRAINT "attack_trees_threatModelId_fkey" FOREIGN KEY ("threatModelId") REFERENCES "threat_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence attack_trees_number_seq to plumbline_app;

call scope_by_unit('attack_trees');
call search.searchable('attack_trees', 'attack-trees', 'AT', 'title', '');
