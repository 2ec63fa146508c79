-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "unitId" UUID NOT NULL,
    "events" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "offReason" TEXT,
    "secret" TEXT NOT NULL,
    "heardUpTo" BIGINT NOT NULL,
    "failingSince" TIMESTAMPTZ(3),
    "lastDeliveredAt" TIMESTAMPTZ(3),
    "keeperId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "webhookId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "event" TEXT NOT NULL,
    "auditSeq" BIGINT,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID,
    "recordType" TEXT NOT NULL,
    "recordId" UUID,
    "happenedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "passed" BOOLEAN NOT NULL DEFAULT false,
    "status" INTEGER,
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" INTEGER,
    "durationMs" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhooks_unitId_id_idx" ON "webhooks"("unitId", "id");

-- CreateIndex
CREATE INDEX "webhooks_keeperId_idx" ON "webhooks"("keeperId");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_number_key" ON "webhook_deliveries"("number");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhookId_number_idx" ON "webhook_deliveries"("webhookId", "number");

-- CreateIndex
CREATE INDEX "webhook_deliveries_unitId_id_idx" ON "webhook_deliveries"("unitId", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_state_dueAt_idx" ON "webhook_deliveries"("state", "dueAt");

-- CreateIndex
CREATE INDEX "webhook_deliveries_createdAt_id_idx" ON "webhook_deliveries"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_webhookId_auditSeq_event_key" ON "webhook_deliveries"("webhookId", "auditSeq", "event");

-- CreateIndex
CREATE INDEX "webhook_attempts_deliveryId_number_idx" ON "webhook_attempts"("deliveryId", "number");

-- CreateIndex
CREATE INDEX "webhook_attempts_unitId_idx" ON "webhook_attempts"("unitId");

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_keeperId_fkey" FOREIGN KEY ("keeperId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

grant usage on sequence webhook_deliveries_number_seq to plumbline_app;

call scope_by_unit('webhooks');
call scope_by_unit('webhook_deliveries');
call scope_by_unit('webhook_attempts');

-- What came of a try stays as it was, until its message is forgotten.
call append_only_in_its_unit('webhook_attempts');

-- Found by name alone: an address may hold what only its receiver should know.
call search.searchable('webhooks', 'webhooks', '', 'name', '');

-- Where the audit trail ends: a webhook tells of what comes after, also of entries that its keeper does not see.
create function newest_audit_entry() returns bigint
language sql stable security definer set search_path = public, pg_temp as
$$ select coalesce(max(seq), 0) from audit_entries $$;
revoke all on function newest_audit_entry() from public;
grant execute on function newest_audit_entry() to plumbline_app;
