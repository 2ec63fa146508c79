import "server-only";
import * as z from "zod";
import { tokensCreate, tokensRead } from "@/lib/domain/organization/tokens/access";
import { visibleTo } from "@/lib/domain/organization/tokens/queries";
import { freshToken, tokenFields } from "@/lib/domain/organization/tokens/schema";
import { knownPermissions } from "@/lib/platform/access/permission";
import { unchanged } from "@/lib/platform/audit/change";
import { newToken, secretHash } from "@/lib/platform/auth/secret";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

/** Makes an API token for oneself. It is answered once; only its hash is kept. */
export const createToken = command({
  name: "tokens.create",
  summary: "Make an API token",
  permission: tokensCreate,
  secrets: true,
  stepUp: true,
  input: z.strictObject(tokenFields),
  output: freshToken,
  withoutSecret: (result: z.infer<typeof freshToken>) => ({ ...result, token: "(shown once)" }),
  run: async ({ tx, actor, units, now }, { name, unitId, scopes, days }) => {
    if (!actor.personId) throw new Invalid("A token belongs to a person.");
    if (!units.includes(unitId))
      throw new Invalid([
        { path: "unitId", message: "There is no such business unit where you have a role. Choose another." },
      ]);
    assertScopes(scopes);
    const token = newToken();
    const prefix = token.slice(0, 10);
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    const { secretHash: _never, ...stored } = await tx.apiToken.create({
      data: {
        name,
        prefix,
        secretHash: secretHash(token),
        personId: actor.personId,
        unitId,
        scopes,
        expiresAt,
      },
    });
    return {
      result: { id: stored.id, token, prefix, expiresAt: expiresAt.toISOString() },
      change: { subject: { type: "tokens", id: stored.id, unitId }, before: null, after: stored },
    };
  },
});

function assertScopes(scopes: readonly string[]): void {
  const usable = new Set(
    knownPermissions()
      .filter((one) => !one.peopleOnly)
      .map(({ name }) => name),
  );
  const wrong = scopes.find((scope) => scope !== "*" && !usable.has(scope));
  if (wrong === undefined) return;
  throw new Invalid([
    {
      path: "scopes",
      message: `"${wrong}" is not a permission that a token can have. Use names such as risks:read, or * for all of yours.`,
    },
  ]);
}

/** Revokes a token; it is refused from the next request on. */
export const revokeToken = command({
  name: "tokens.revoke",
  summary: "Revoke an API token",
  permission: tokensRead,
  secrets: true,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: z.strictObject({ id: z.uuid() }),
  run: async (context, { id }) => {
    const { tx, now } = context;
    const omit = { secretHash: true } as const;
    const before = await tx.apiToken.findFirst({ where: { AND: [{ id }, visibleTo(context)] }, omit });
    if (!before) throw new NotFound();
    if (before.revokedAt) return unchanged({ id });
    const after = await tx.apiToken.update({
      where: { id },
      data: { revokedAt: now, version: { increment: 1 } },
      omit,
    });
    return {
      result: { id },
      change: { subject: { type: "tokens", id, unitId: after.unitId }, before, after },
    };
  },
});
