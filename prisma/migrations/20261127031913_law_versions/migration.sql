-- CreateTable
CREATE TABLE "law_versions" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "edition" TEXT NOT NULL,
    "note" TEXT,
    "tree" TEXT NOT NULL,
    "requirements" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "appliedById" UUID,
    "discardedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "law_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "law_versions_unitId_idx" ON "law_versions"("unitId");

-- CreateIndex
CREATE INDEX "law_versions_appliedAt_idx" ON "law_versions"("appliedAt");

call scope_by_unit('law_versions', '"unitId" = any ((select readable_units_and_above())::uuid[])');
revoke update, delete on law_versions from plumbline_app;
grant update ("appliedAt", "appliedById", "discardedAt", version) on law_versions to plumbline_app;

create view past.law_versions with (security_invoker) as
  select id, "unitId", edition, note, tree, requirements, digest,
    case when "appliedAt" <= past.instant() then "appliedAt" end as "appliedAt",
    case when "appliedAt" <= past.instant() then "appliedById" end as "appliedById",
    case when "discardedAt" <= past.instant() then "discardedAt" end as "discardedAt",
    "createdById", "createdAt", version
  from public.law_versions where "createdAt" <= past.instant();
grant select on past.law_versions to plumbline_app;
