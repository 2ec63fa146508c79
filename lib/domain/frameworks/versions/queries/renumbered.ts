import "server-only";
import { frameworkNamed, linesOf } from "@/lib/domain/frameworks/queries/in-force";
import { changesBetween } from "@/lib/domain/frameworks/versions/rules";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Returns what the version of an imported framework that is in force numbers otherwise than those before it: the new reference by
 * the old one, where its source calls both the same. Empty for a framework that Plumbline comes with; throws NotFound.
 */
export async function renumberedInForce(
  { tx }: Pick<Context, "tx">,
  key: string,
): Promise<Map<string, string>> {
  const { origin } = await frameworkNamed(tx, key);
  if (origin === null) return new Map();
  const now = await linesOf(tx, origin.id);
  const earlier = await tx.frameworkVersion.findMany({
    where: { key, appliedAt: { not: null }, id: { not: origin.id } },
    select: { id: true },
    orderBy: { appliedAt: "asc" },
  });
  const moves = new Map<string, string>();
  for (const { id } of earlier)
    for (const { was, ref } of changesBetween(await linesOf(tx, id), now).renumbered) moves.set(was, ref);
  return moves;
}
