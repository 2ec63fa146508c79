-- CreateTable
CREATE TABLE "reminders" (
    "personId" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("personId","about","step")
);

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_to_person('reminders');
