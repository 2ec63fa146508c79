-- What was checked when an AI system moved: the conditions of the gate, what was found, and who waived what and why.
-- Moves from before there were gates keep null.
alter table lifecycle_moves add column "gateVersion" integer, add column checks jsonb;
