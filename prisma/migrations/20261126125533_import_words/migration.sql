ALTER TABLE "imports" ADD COLUMN "unread" JSONB;
