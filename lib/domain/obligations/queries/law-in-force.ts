import "server-only";
import { appliedAct } from "@/lib/domain/frameworks/queries/in-force";
import { type Law, lawIn, shippedLaw } from "@/lib/domain/obligations/law";
import type { Transaction } from "@/lib/platform/database/client";

// The same digest is the same law, so what was read once is kept; of another than the newest few nobody asks.
const known = new Map<string, Law>();
const kept = 6;

/** Returns the edition of the law by which systems are classified now: the one that was applied last, else the shipped one. */
export async function lawInForce(tx: Transaction): Promise<Law> {
  const applied = await appliedAct(tx);
  return applied ? lawOfVersion(tx, applied) : shippedLaw();
}

/** Returns the law of a version that was loaded, read from its files once. */
export async function lawOfVersion(
  tx: Transaction,
  { id, edition, digest }: { id: string; edition: string; digest: string },
): Promise<Law> {
  const key = `${edition} ${digest}`;
  const found = known.get(key);
  if (found) return found;
  const files = await tx.lawVersion.findUniqueOrThrow({
    where: { id },
    select: { tree: true, requirements: true },
  });
  const law = lawIn(edition, files);
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - kept))) known.delete(oldest);
  known.set(key, law);
  return law;
}
