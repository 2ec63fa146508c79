-- How often a risk occurs and what it costs, as ranges, with what 100,000 simulated years say of them.
ALTER TABLE "risks" ADD COLUMN "expectedLoss" DOUBLE PRECISION;
ALTER TABLE "risks" ADD COLUMN "p95Loss" DOUBLE PRECISION;
ALTER TABLE "risks" ADD COLUMN "treatedExpectedLoss" DOUBLE PRECISION;

CREATE TABLE "risk_quantifications" (
    "id" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "frequencyKind" TEXT NOT NULL,
    "frequencyLow" DOUBLE PRECISION NOT NULL,
    "frequencyLikely" DOUBLE PRECISION,
    "frequencyHigh" DOUBLE PRECISION NOT NULL,
    "lossKind" TEXT NOT NULL,
    "lossLow" DOUBLE PRECISION NOT NULL,
    "lossLikely" DOUBLE PRECISION,
    "lossHigh" DOUBLE PRECISION NOT NULL,
    "treatedFrequencyLow" DOUBLE PRECISION,
    "treatedFrequencyLikely" DOUBLE PRECISION,
    "treatedFrequencyHigh" DOUBLE PRECISION,
    "treatedLossLow" DOUBLE PRECISION,
    "treatedLossLikely" DOUBLE PRECISION,
    "treatedLossHigh" DOUBLE PRECISION,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "years" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,
    "treatedFigures" JSONB,
    "quantifiedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "risk_quantifications_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "risks_expectedLoss_id_idx" ON "risks"("expectedLoss", "id");
CREATE INDEX "risks_p95Loss_id_idx" ON "risks"("p95Loss", "id");
CREATE INDEX "risks_treatedExpectedLoss_id_idx" ON "risks"("treatedExpectedLoss", "id");
CREATE INDEX "risk_quantifications_riskId_createdAt_idx" ON "risk_quantifications"("riskId", "createdAt");
CREATE INDEX "risk_quantifications_unitId_idx" ON "risk_quantifications"("unitId");

ALTER TABLE "risk_quantifications" ADD CONSTRAINT "risk_quantifications_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('risk_quantifications');
