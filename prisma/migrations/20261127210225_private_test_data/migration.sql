-- AlterTable
ALTER TABLE "files" ADD COLUMN     "plainSha256" TEXT,
ADD COLUMN     "plainSize" INTEGER;

-- AlterTable
ALTER TABLE "test_imports" ADD COLUMN     "rawUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "failed_cases" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "promptHash" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "caseId" TEXT,
    "prompt" TEXT,
    "answer" TEXT,

    CONSTRAINT "failed_cases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "failed_cases_runId_fingerprint_idx" ON "failed_cases"("runId", "fingerprint");

-- CreateIndex
CREATE INDEX "failed_cases_promptHash_idx" ON "failed_cases"("promptHash");

-- CreateIndex
CREATE INDEX "failed_cases_unitId_idx" ON "failed_cases"("unitId");

-- CreateIndex
CREATE INDEX "test_imports_fileId_idx" ON "test_imports"("fileId");

-- CreateIndex
CREATE INDEX "test_imports_runId_idx" ON "test_imports"("runId");

-- AddForeignKey
ALTER TABLE "failed_cases" ADD CONSTRAINT "failed_cases_runId_fkey" FOREIGN KEY ("runId") REFERENCES "test_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a run showed stays as it was; it follows its system to another unit, and its excerpts can be forgotten, never written anew.
call scope_by_unit('failed_cases');
revoke update, delete on failed_cases from plumbline_app;
grant update ("unitId", prompt, answer) on failed_cases to plumbline_app;
create function refuse_new_excerpt() returns trigger language plpgsql as $$
begin
  if new.prompt is distinct from old.prompt and new.prompt is not null
    or new.answer is distinct from old.answer and new.answer is not null then
    raise exception 'An excerpt of a failed case is never written anew.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_forgotten before update on failed_cases for each row execute function refuse_new_excerpt();
