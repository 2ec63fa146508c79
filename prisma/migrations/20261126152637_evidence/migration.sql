-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tags" TEXT,
    "description" TEXT,
    "unitId" UUID NOT NULL,
    "ownerId" UUID,
    "validUntil" DATE,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_versions" (
    "id" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fileId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "note" TEXT,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_links" (
    "id" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "evidence_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_requests" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "askedId" UUID,
    "dueOn" DATE NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "evidenceId" UUID,
    "fulfilledAt" TIMESTAMPTZ(3),
    "fulfilledById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evidence_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "evidence_number_key" ON "evidence"("number");

-- CreateIndex
CREATE INDEX "evidence_unitId_id_idx" ON "evidence"("unitId", "id");

-- CreateIndex
CREATE INDEX "evidence_ownerId_idx" ON "evidence"("ownerId");

-- CreateIndex
CREATE INDEX "evidence_title_id_idx" ON "evidence"("title", "id");

-- CreateIndex
CREATE INDEX "evidence_kind_id_idx" ON "evidence"("kind", "id");

-- CreateIndex
CREATE INDEX "evidence_validUntil_id_idx" ON "evidence"("validUntil", "id");

-- CreateIndex
CREATE INDEX "evidence_createdAt_id_idx" ON "evidence"("createdAt", "id");

-- CreateIndex
CREATE INDEX "evidence_updatedAt_id_idx" ON "evidence"("updatedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_versions_fileId_key" ON "evidence_versions"("fileId");

-- CreateIndex
CREATE INDEX "evidence_versions_sha256_idx" ON "evidence_versions"("sha256");

-- CreateIndex
CREATE INDEX "evidence_versions_unitId_idx" ON "evidence_versions"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_versions_evidenceId_number_key" ON "evidence_versions"("evidenceId", "number");

-- CreateIndex
CREATE INDEX "evidence_links_subjectType_subjectId_idx" ON "evidence_links"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "evidence_links_evidenceId_idx" ON "evidence_links"("evidenceId");

-- CreateIndex
CREATE INDEX "evidence_links_unitId_idx" ON "evidence_links"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_requests_number_key" ON "evidence_requests"("number");

-- CreateIndex
CREATE INDEX "evidence_requests_unitId_id_idx" ON "evidence_requests"("unitId", "id");

-- CreateIndex
CREATE INDEX "evidence_requests_subjectType_subjectId_idx" ON "evidence_requests"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "evidence_requests_askedId_dueOn_idx" ON "evidence_requests"("askedId", "dueOn");

-- CreateIndex
CREATE INDEX "evidence_requests_dueOn_id_idx" ON "evidence_requests"("dueOn", "id");

-- CreateIndex
CREATE INDEX "evidence_requests_title_id_idx" ON "evidence_requests"("title", "id");

-- CreateIndex
CREATE INDEX "evidence_requests_createdAt_id_idx" ON "evidence_requests"("createdAt", "id");

-- CreateIndex
CREATE INDEX "evidence_requests_evidenceId_idx" ON "evidence_requests"("evidenceId");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_versions" ADD CONSTRAINT "evidence_versions_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_links" ADD CONSTRAINT "evidence_links_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_requests" ADD CONSTRAINT "evidence_requests_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_requests" ADD CONSTRAINT "evidence_requests_askedId_fkey" FOREIGN KEY ("askedId") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_requests" ADD CONSTRAINT "evidence_requests_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

grant usage on sequence evidence_number_seq, evidence_requests_number_seq to plumbline_app;

call scope_by_unit('evidence');
call scope_by_unit('evidence_versions');
call scope_by_unit('evidence_links');
call scope_by_unit('evidence_requests');

-- A version follows its evidence to another unit and never changes otherwise. A link is taken away by saying when.
call append_only_in_its_unit('evidence_versions');
revoke update, delete on evidence_links from plumbline_app;
grant update ("unitId", "removedAt", "removedById") on evidence_links to plumbline_app;
create unique index evidence_links_once on evidence_links ("evidenceId", "subjectType", "subjectId") where "removedAt" is null;

call search.searchable('evidence', 'evidence', 'E', 'title', 'tags,description');
call search.searchable('evidence_requests', 'evidence-requests', 'Q', 'title', 'details');

-- Evidence as of a day: its facts from the trail, the versions there were, and the links that had not been taken away.
call past.show('evidence');
call past.show_until('evidence_versions');
create view past.evidence_links with (security_invoker) as
  select id, "evidenceId", "subjectType", "subjectId", "unitId", "createdById", "createdAt",
    null::timestamptz(3) as "removedAt", null::uuid as "removedById"
  from public.evidence_links
  where "createdAt" <= past.instant() and ("removedAt" is null or "removedAt" > past.instant());
grant select on past.evidence_links to plumbline_app;
