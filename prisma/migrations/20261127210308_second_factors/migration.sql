-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "factors" TEXT NOT NULL DEFAULT 'password';

-- CreateTable
CREATE TABLE "authenticators" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "lastStep" INTEGER NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "authenticators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "synced" BOOLEAN NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "half_open_sign_ins" (
    "id" UUID NOT NULL,
    "keyHash" BYTEA NOT NULL,
    "personId" UUID,
    "step" TEXT NOT NULL,
    "by" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "half_open_sign_ins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "factor_challenges" (
    "boundTo" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "factor_challenges_pkey" PRIMARY KEY ("boundTo","purpose")
);

-- CreateIndex
CREATE INDEX "authenticators_personId_idx" ON "authenticators"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credentialId_key" ON "passkeys"("credentialId");

-- CreateIndex
CREATE INDEX "passkeys_personId_idx" ON "passkeys"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_personId_codeHash_key" ON "recovery_codes"("personId", "codeHash");

-- CreateIndex
CREATE UNIQUE INDEX "half_open_sign_ins_keyHash_key" ON "half_open_sign_ins"("keyHash");

-- CreateIndex
CREATE INDEX "half_open_sign_ins_expiresAt_idx" ON "half_open_sign_ins"("expiresAt");

-- CreateIndex
CREATE INDEX "factor_challenges_expiresAt_idx" ON "factor_challenges"("expiresAt");

-- AddForeignKey
ALTER TABLE "authenticators" ADD CONSTRAINT "authenticators_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "half_open_sign_ins" ADD CONSTRAINT "half_open_sign_ins_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call scope_to_secrets('authenticators');
call scope_to_secrets('passkeys');
call scope_to_secrets('recovery_codes');
call scope_to_secrets('half_open_sign_ins');
call scope_to_secrets('factor_challenges');

-- The same as before, and when the session began: what could open an account to others asks for a recent proof.
create or replace function authenticate_session(session uuid) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_session sessions%rowtype;
  person people%rowtype;
begin
  select * into found_session from sessions
  where id = session and "revokedAt" is null and "expiresAt" > now() and "seenAt" > now() - interval '12 hours';
  if not found then return null; end if;
  select * into person from people where id = found_session."personId" and status = 'active';
  if not found then return null; end if;
  if found_session."seenAt" < now() - interval '1 minute' then
    update sessions set "seenAt" = now() where id = session;
  end if;
  return jsonb_build_object('personId', person.id, 'name', person.name, 'grants', held_grants(person.id),
    'confirmedAt', found_session."confirmedAt", 'signedInAt', found_session."createdAt");
end $$;
