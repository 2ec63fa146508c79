-- Roles of the AI security programme: those that units add of their own, and who holds which from when to when.

-- CreateTable
CREATE TABLE "programme_roles" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "responsibilities" TEXT NOT NULL,
    "need" TEXT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "programme_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme_appointments" (
    "id" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "roleKey" TEXT,
    "ownRoleId" UUID,
    "personId" UUID NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "programme_appointments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "programme_roles_unitId_idx" ON "programme_roles"("unitId");

-- CreateIndex
CREATE INDEX "programme_appointments_unitId_idx" ON "programme_appointments"("unitId");

-- CreateIndex
CREATE INDEX "programme_appointments_personId_idx" ON "programme_appointments"("personId");

-- CreateIndex
CREATE INDEX "programme_appointments_ownRoleId_idx" ON "programme_appointments"("ownRoleId");

-- AddForeignKey
ALTER TABLE "programme_roles" ADD CONSTRAINT "programme_roles_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme_appointments" ADD CONSTRAINT "programme_appointments_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme_appointments" ADD CONSTRAINT "programme_appointments_ownRoleId_fkey" FOREIGN KEY ("ownRoleId") REFERENCES "programme_roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme_appointments" ADD CONSTRAINT "programme_appointments_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A role is one of the shipped ones or one of the organisation's own, and its last day is not before its first.
alter table programme_appointments
  add constraint one_role check (num_nonnulls("roleKey", "ownRoleId") = 1),
  add constraint days_in_order check ("until" is null or "until" >= since);

-- A retired role leaves its name free.
create unique index programme_roles_named_once on programme_roles ("unitId", title) where "retiredAt" is null;

-- What counts in a unit was added or named there or above, so that it is read there and below.
call scope_by_unit('programme_roles', '"unitId" = any ((select readable_units_and_above())::uuid[])');
call scope_by_unit('programme_appointments', '"unitId" = any ((select readable_units_and_above())::uuid[])');
