-- CreateTable
CREATE TABLE "framework_versions" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "edition" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "rights" TEXT,
    "source" TEXT,
    "format" TEXT NOT NULL,
    "fileId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "columns" JSONB,
    "lines" JSONB NOT NULL,
    "lineCount" INTEGER NOT NULL,
    "toFulfil" INTEGER NOT NULL,
    "warnings" JSONB NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "appliedById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),
    "discardedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "framework_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "framework_versions_unitId_idx" ON "framework_versions"("unitId");

-- CreateIndex
CREATE INDEX "framework_versions_key_appliedAt_idx" ON "framework_versions"("key", "appliedAt");

call scope_by_unit('framework_versions', '"unitId" = any ((select readable_units_and_above())::uuid[])');
revoke update, delete on framework_versions from plumbline_app;
grant update ("appliedAt", "appliedById", "withdrawnAt", "discardedAt", version) on framework_versions to plumbline_app;

create view past.framework_versions with (security_invoker) as
  select id, "unitId", key, name, edition, publisher, rights, source, format, "fileId", "fileName", sha256, columns, lines,
    "lineCount", "toFulfil", warnings,
    case when "appliedAt" <= past.instant() then "appliedAt" end as "appliedAt",
    case when "appliedAt" <= past.instant() then "appliedById" end as "appliedById",
    case when "withdrawnAt" <= past.instant() then "withdrawnAt" end as "withdrawnAt",
    case when "discardedAt" <= past.instant() then "discardedAt" end as "discardedAt",
    "createdById", "createdAt", version
  from public.framework_versions where "createdAt" <= past.instant();
grant select on past.framework_versions to plumbline_app;
