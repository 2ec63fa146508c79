-- AlterTable
ALTER TABLE "files" ADD COLUMN     "waiting" BOOLEAN NOT NULL DEFAULT false;

-- Those that were handed in for evidence so far and that no evidence has taken.
update files f set "waiting" = true
where exists (select 1 from audit_entries a where a."subjectId" = f.id and a.action = 'evidence.upload')
  and not exists (select 1 from evidence_versions v where v."fileId" = f.id);
