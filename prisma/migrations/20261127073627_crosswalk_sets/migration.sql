-- CreateTable
CREATE TABLE "crosswalk_sets" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "sourceFramework" TEXT NOT NULL,
    "targetFramework" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "statedBy" TEXT NOT NULL,
    "rights" TEXT,
    "fileId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" JSONB NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "warnings" JSONB NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "appliedById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),
    "discardedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "crosswalk_sets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "crosswalk_sets_unitId_idx" ON "crosswalk_sets"("unitId");

-- CreateIndex
CREATE INDEX "crosswalk_sets_appliedAt_idx" ON "crosswalk_sets"("appliedAt");

call scope_by_unit('crosswalk_sets', '"unitId" = any ((select readable_units_and_above())::uuid[])');
revoke update, delete on crosswalk_sets from plumbline_app;
grant update ("appliedAt", "appliedById", "withdrawnAt", "discardedAt", version) on crosswalk_sets to plumbline_app;

create view past.crosswalk_sets with (security_invoker) as
  select id, "unitId", "sourceFramework", "targetFramework", name, basis, "statedBy", rights, "fileId", "fileName", sha256,
    rows, "rowCount", warnings,
    case when "appliedAt" <= past.instant() then "appliedAt" end as "appliedAt",
    case when "appliedAt" <= past.instant() then "appliedById" end as "appliedById",
    case when "withdrawnAt" <= past.instant() then "withdrawnAt" end as "withdrawnAt",
    case when "discardedAt" <= past.instant() then "discardedAt" end as "discardedAt",
    "createdById", "createdAt", version
  from public.crosswalk_sets where "createdAt" <= past.instant();
grant select on past.crosswalk_sets to plumbline_app;
