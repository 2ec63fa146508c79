-- CreateIndex
CREATE INDEX "findings_severity_severityRank_id_idx" ON "findings"("severity", "severityRank", "id");

-- CreateIndex
CREATE INDEX "findings_severity_state_unitId_idx" ON "findings"("severity", "state", "unitId");
