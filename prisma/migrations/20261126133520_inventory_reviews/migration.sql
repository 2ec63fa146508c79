-- CreateTable
CREATE TABLE "inventory_reviews" (
    "id" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "nextReviewOn" DATE NOT NULL,
    "reviewedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inventory_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inventory_reviews_subjectType_subjectId_createdAt_idx" ON "inventory_reviews"("subjectType", "subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "inventory_reviews_unitId_idx" ON "inventory_reviews"("unitId");

call scope_by_unit('inventory_reviews');
call append_only_in_its_unit('inventory_reviews');

-- Reviews go with their record, by the owner: the application itself removes none.
create function forget_reviews() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from inventory_reviews where "subjectId" = old.id;
  return null;
end $$;
revoke all on function forget_reviews() from public;
create trigger reviews_forgotten after delete on systems for each row execute function forget_reviews();
create trigger reviews_forgotten after delete on parts for each row execute function forget_reviews();
