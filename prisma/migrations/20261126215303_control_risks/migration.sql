-- AlterTable
ALTER TABLE "risk_scores" ADD COLUMN     "derived" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "risks" ADD COLUMN     "followsControls" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "control_risks" (
    "id" UUID NOT NULL,
    "controlId" UUID NOT NULL,
    "riskId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "control_risks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "control_risks_controlId_idx" ON "control_risks"("controlId");

-- CreateIndex
CREATE INDEX "control_risks_riskId_idx" ON "control_risks"("riskId");

-- CreateIndex
CREATE INDEX "control_risks_unitId_idx" ON "control_risks"("unitId");

-- AddForeignKey
ALTER TABLE "control_risks" ADD CONSTRAINT "control_risks_controlId_fkey" FOREIGN KEY ("controlId") REFERENCES "controls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_risks" ADD CONSTRAINT "control_risks_riskId_fkey" FOREIGN KEY ("riskId") REFERENCES "risks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('control_risks');
-- A link is taken away by saying when; it follows its risk to another unit.
revoke update, delete on control_risks from plumbline_app;
grant update ("unitId", "removedAt", "removedById") on control_risks to plumbline_app;
create unique index control_risks_once on control_risks ("controlId", "riskId") where "removedAt" is null;

call past.show('risks');
call past.show_until('risk_scores');
create view past.control_risks with (security_invoker) as
  select id, "controlId", "riskId", "unitId", "createdById", "createdAt", null::timestamptz(3) as "removedAt", null::uuid as "removedById"
  from public.control_risks
  where "createdAt" <= past.instant() and ("removedAt" is null or "removedAt" > past.instant());
grant select on past.control_risks to plumbline_app;
