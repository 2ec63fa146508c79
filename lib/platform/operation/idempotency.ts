import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { KeyReused } from "@/lib/platform/errors/public-error";

/** A caller's promise that two requests with this key are the same request. */
export interface Idempotency {
  /** The session's person or the token: keys of different callers never meet. */
  principal: string;
  key: string;
  /** SHA-256 of the method, address and body. */
  fingerprint: Uint8Array<ArrayBuffer>;
}

/**
 * Claims the key in the running transaction. Returns the stored answer if the request was done before, or null when
 * it is now ours to do; a second request at the same time waits for the first. Throws KeyReused for another body.
 */
export async function replay<R>(
  tx: Transaction,
  { principal, key, fingerprint }: Idempotency,
): Promise<{ result: R } | null> {
  const claimed = await tx.idempotencyKey.createMany({
    data: [{ principal, key, fingerprint }],
    skipDuplicates: true,
  });
  if (claimed.count === 1) return null;
  const stored = await tx.idempotencyKey.findUniqueOrThrow({ where: { principal_key: { principal, key } } });
  if (!Buffer.from(stored.fingerprint).equals(fingerprint)) {
    throw new KeyReused("This Idempotency-Key was used for another request. Use a new key.");
  }
  return { result: stored.body as R };
}

/** Stores the answer beside the claimed key, in the transaction that made it true. */
export async function remember(
  tx: Transaction,
  { principal, key }: Idempotency,
  result: unknown,
): Promise<void> {
  const body = JSON.parse(JSON.stringify(result ?? null)) as Prisma.InputJsonValue;
  await tx.idempotencyKey.update({ where: { principal_key: { principal, key } }, data: { body } });
}
