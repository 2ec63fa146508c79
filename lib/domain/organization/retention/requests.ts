import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

/** Stored answers to requests that carried an Idempotency-Key. */
export const outdatedRequests: RetentionKind = {
  key: "requests",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.idempotencyKey.aggregate({
      where: { createdAt: { lt: before } },
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: (tx, before, most) =>
    tx.$executeRaw`delete from idempotency_keys where (principal, key) in (
      select principal, key from idempotency_keys where "createdAt" < ${before} order by "createdAt" limit ${most})`,
};
