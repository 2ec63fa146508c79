import "server-only";
import * as z from "zod";
import { secretOf } from "@/lib/domain/organization/factors/apps";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { placeOfSecret } from "@/lib/domain/organization/single-sign-on/secret";
import { unchanged } from "@/lib/platform/audit/change";
import { keyOfPerson } from "@/lib/platform/audit/person-key";
import { newestSealingKey, seal, sealedUnder, unseal } from "@/lib/platform/crypto/sealed";
import type { Transaction } from "@/lib/platform/database/client";
import { command, query } from "@/lib/platform/operation/operation";

// Keys are the operator's affair: both are for the machine's own shell, and no door offers them.

/** Opens every sealed secret and returns how many there are, and how many of them are under an earlier key; throws at one that does not open. */
export const checkSealed = query({
  name: "factors.checkSealed",
  summary: "Open every sealed secret",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const held = await everySecret(tx);
    const keys = await tx.personKey.findMany({ select: { personId: true, sealed: true } });
    for (const { secret, place } of held) unseal(secret, place);
    for (const { personId, sealed } of keys) unseal(sealed, keyOfPerson(personId));
    const newest = newestSealingKey();
    const all = [...held.map(({ secret }) => secret), ...keys.map(({ sealed }) => sealed)];
    return { sealed: all.length, older: all.filter((secret) => sealedUnder(secret) !== newest).length };
  },
});

/** Seals what is under an earlier key anew under the newest one; after it, the earlier secrets are needed no more. */
export const resealSecrets = command({
  name: "factors.reseal",
  summary: "Seal stored secrets anew under the newest key",
  permission: sessionsStart,
  systemOnly: "Only the system does this.",
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const key = newestSealingKey();
    const held = await everySecret(tx);
    const older = held.filter(({ secret }) => sealedUnder(secret) !== key);
    for (const { id, secret, place } of older) {
      const change = { where: { id, secret }, data: { secret: seal(unseal(secret, place), place) } };
      if (place.table === "authenticators") await tx.authenticator.updateMany(change);
      else await tx.providerSecret.updateMany(change);
    }
    const keys = await tx.personKey.findMany({ select: { personId: true, sealed: true } });
    const olderKeys = keys.filter(({ sealed }) => sealedUnder(sealed) !== key);
    for (const { personId, sealed } of olderKeys) {
      const place = keyOfPerson(personId);
      await tx.personKey.updateMany({
        where: { personId, sealed },
        data: { sealed: seal(unseal(sealed, place), place) },
      });
    }
    const resealed = older.length + olderKeys.length;
    const result = { resealed, kept: held.length + keys.length - resealed, key };
    if (resealed === 0) return unchanged(result);
    const unit = await tx.unit.findFirstOrThrow({ where: { parentId: null }, select: { id: true } });
    const subject = { type: "settings", id: null, unitId: unit.id };
    return { result, change: { subject, before: null, after: { sealedAnew: resealed, key } } };
  },
});

async function everySecret(tx: Transaction) {
  const stored = { select: { id: true, secret: true } } as const;
  const apps = await tx.authenticator.findMany(stored);
  const providers = await tx.providerSecret.findMany(stored);
  return [
    ...apps.map((one) => ({ ...one, place: secretOf(one.id) })),
    ...providers.map((one) => ({ ...one, place: placeOfSecret(one.id) })),
  ];
}
