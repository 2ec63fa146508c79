-- Every column by which the register can be sorted has an index in that order, so that a page costs the same however
-- many risks there are. Without one, the names in each row would be looked up for all risks before the first fifty show.
create index "risks_createdAt_id_idx" on risks ("createdAt", id);
create index "risks_status_id_idx" on risks (status, id);
create index "risks_category_id_idx" on risks (category, id);
create index "risks_threatFamily_id_idx" on risks ("threatFamily", id);
create index "risks_treatment_id_idx" on risks (treatment, id);
-- Who sees a single business unit begins at its highest score.
create index "risks_unitId_currentScore_id_idx" on risks ("unitId", "currentScore", id);
drop index "risks_unitId_id_idx";
