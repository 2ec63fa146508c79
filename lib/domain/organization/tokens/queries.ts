import "server-only";
import * as z from "zod";
import { tokensManage, tokensRead } from "@/lib/domain/organization/tokens/access";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { type Context, query } from "@/lib/platform/operation/operation";

/** Returns the condition on tokens this actor may see and revoke: their own, and those of units whose tokens they manage. */
export function visibleTo({ actor }: Context): Prisma.ApiTokenWhereInput {
  if (actor.kind === "system") return {};
  return { OR: [{ personId: actor.personId ?? "" }, { unitId: { in: unitsWith(actor, tokensManage) } }] };
}

/** API tokens: one's own, and for administrators those of their units. The newest 500. */
export const listTokens = query({
  name: "tokens.list",
  summary: "API tokens",
  permission: tokensRead,
  secrets: true,
  input: z.strictObject({}),
  run: async (context) => {
    const tokens = await context.tx.apiToken.findMany({
      where: visibleTo(context),
      orderBy: { createdAt: "desc" },
      take: 500,
      select: {
        id: true,
        name: true,
        prefix: true,
        scopes: true,
        createdAt: true,
        expiresAt: true,
        lastUsedAt: true,
        revokedAt: true,
        person: { select: { id: true, name: true } },
        unit: { select: { id: true, name: true } },
      },
    });
    return {
      tokens: tokens.map(({ createdAt, expiresAt, lastUsedAt, revokedAt, ...token }) => {
        const state = revokedAt ? "revoked" : expiresAt <= context.now ? "expired" : "working";
        return {
          ...token,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
          state,
          own: token.person.id === context.actor.personId,
          can: { revoke: state === "working" },
        };
      }),
    };
  },
});
