import "server-only";
import * as z from "zod";
import { secretOf } from "@/lib/domain/webhooks/signature";
import { unchanged } from "@/lib/platform/audit/change";
import { newestSealingKey, seal, sealedUnder, unseal } from "@/lib/platform/crypto/sealed";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command, query } from "@/lib/platform/operation/operation";

// As with second factors: for the machine's own shell, and no door offers them.

/** Opens the secret of every webhook and returns how many there are, and how many of them are under an earlier key; throws at one that does not open. */
export const checkSealedWebhooks = query({
  name: "webhooks.checkSealed",
  summary: "Open the secret of every webhook",
  permission: jobsOwn,
  systemOnly: "Only the system does this.",
  input: z.strictObject({}),
  run: async (context) => {
    const held = await context.tx.webhook.findMany({ select: { id: true, secret: true } });
    for (const { id, secret } of held) unseal(secret, secretOf(id));
    const newest = newestSealingKey();
    return { sealed: held.length, older: held.filter(({ secret }) => sealedUnder(secret) !== newest).length };
  },
});

/** Seals the secrets of webhooks that are under an earlier key anew under the newest one. */
export const resealWebhooks = command({
  name: "webhooks.reseal",
  summary: "Seal the secrets of webhooks anew under the newest key",
  permission: jobsOwn,
  systemOnly: "Only the system does this.",
  input: z.strictObject({}),
  run: async (context) => {
    const { tx } = context;
    const key = newestSealingKey();
    const held = await tx.webhook.findMany({ select: { id: true, secret: true, unitId: true } });
    const older = held.filter(({ secret }) => sealedUnder(secret) !== key);
    for (const { id, secret } of older) {
      const again = seal(unseal(secret, secretOf(id)), secretOf(id));
      await tx.webhook.updateMany({ where: { id, secret }, data: { secret: again } });
    }
    const result = { resealed: older.length, kept: held.length - older.length };
    if (older.length === 0) return unchanged(result);
    return {
      result,
      changes: older.map(({ id, unitId }) => ({
        subject: { type: "webhooks", id, unitId },
        before: null,
        after: { sealedAnew: true, key },
      })),
    };
  },
});
