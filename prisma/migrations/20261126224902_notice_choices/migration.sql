-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "mail" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "mailTriedAt" TIMESTAMPTZ(3),
ADD COLUMN     "mailTries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shown" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "notice_choices" (
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "inApp" BOOLEAN NOT NULL,
    "byMail" BOOLEAN NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_choices_pkey" PRIMARY KEY ("personId","kind")
);

-- AddForeignKey
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_to_person('notice_choices');

-- Mail that waits is found without reading everybody's inbox.
create index notifications_mail_waiting on notifications ("createdAt") where mail in ('due', 'sending');

-- Whoever tells somebody need not know how they want to be told: each line is delivered as its person chose.
create function deliver_notification() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  chosen record;
begin
  select "inApp", "byMail" into chosen from notice_choices where "personId" = new."personId" and kind = new.kind;
  if not found then return new; end if;
  if not chosen."inApp" and not chosen."byMail" then return null; end if;
  new.shown := chosen."inApp";
  new.mail := case when chosen."byMail" then 'due' else 'none' end;
  return new;
end $$;
revoke all on function deliver_notification() from public;
create trigger delivered before insert on notifications for each row execute function deliver_notification();
