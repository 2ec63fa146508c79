-- CreateTable
CREATE TABLE "duty_tasks" (
    "id" UUID NOT NULL,
    "systemId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "dutyKey" TEXT NOT NULL,
    "taskId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "duty_tasks_taskId_key" ON "duty_tasks"("taskId");

-- CreateIndex
CREATE INDEX "duty_tasks_systemId_idx" ON "duty_tasks"("systemId");

-- CreateIndex
CREATE INDEX "duty_tasks_unitId_idx" ON "duty_tasks"("unitId");

-- AddForeignKey
ALTER TABLE "duty_tasks" ADD CONSTRAINT "duty_tasks_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_tasks" ADD CONSTRAINT "duty_tasks_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_by_unit('duty_tasks');
call append_only_in_its_unit('duty_tasks');
call past.show_until('duty_tasks');
