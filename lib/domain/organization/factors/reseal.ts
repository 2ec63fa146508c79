import "server-only";
import * as z from "zod";
import { secretOf } from "@/lib/domain/organization/factors/apps";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { unchanged } from "@/lib/platform/audit/change";
import { newestSealingKey, seal, sealedUnder, unseal } from "@/lib/platform/crypto/sealed";
import { Forbidden } from "@/lib/platform/errors/public-error";
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
    const held = await tx.authenticator.findMany({ select: { id: true, secret: true } });
    for (const { id, secret } of held) unseal(secret, secretOf(id));
    const newest = newestSealingKey();
    return { sealed: held.length, older: held.filter(({ secret }) => sealedUnder(secret) !== newest).length };
  },
});

/** Seals what is under an earlier key anew under the newest one; after it, the earlier secrets are needed no more. */
export const resealSecrets = command({
  name: "factors.reseal",
  summary: "Seal stored secrets anew under the newest key",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    if (actor.kind !== "system") throw new Forbidden();
    const key = newestSealingKey();
    const held = await tx.authenticator.findMany({ select: { id: true, secret: true } });
    const older = held.filter(({ secret }) => sealedUnder(secret) !== key);
    for (const { id, secret } of older) {
      const again = seal(unseal(secret, secretOf(id)), secretOf(id));
      await tx.authenticator.updateMany({ where: { id, secret }, data: { secret: again } });
    }
    const result = { resealed: older.length, kept: held.length - older.length, key };
    if (older.length === 0) return unchanged(result);
    const unit = await tx.unit.findFirstOrThrow({ where: { parentId: null }, select: { id: true } });
    const subject = { type: "settings", id: null, unitId: unit.id };
    return { result, change: { subject, before: null, after: { sealedAnew: older.length, key } } };
  },
});
