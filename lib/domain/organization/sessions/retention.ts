import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

const ended = (before: Date) => ({ OR: [{ revokedAt: { lt: before } }, { expiresAt: { lt: before } }] });

/** Sessions that were ended or ran out. */
export const outdatedSessions: RetentionKind = {
  key: "sessions",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.session.aggregate({
      where: ended(before),
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: async (tx, before, most) => {
    const old = await tx.session.findMany({ where: ended(before), take: most, select: { id: true } });
    return (await tx.session.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  },
};
