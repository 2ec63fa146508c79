import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

const spent = (before: Date) => ({ OR: [{ usedAt: { lt: before } }, { expiresAt: { lt: before } }] });

/** Links that were used, cancelled or ran out. */
export const outdatedLinks: RetentionKind = {
  key: "links",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.accountLink.aggregate({
      where: spent(before),
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: async (tx, before, most) => {
    const old = await tx.accountLink.findMany({ where: spent(before), take: most, select: { id: true } });
    return (await tx.accountLink.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  },
};
