import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

/** Notifications by when they were read. */
export const outdatedNotifications: RetentionKind = {
  key: "notifications",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.notification.aggregate({
      where: { readAt: { lt: before } },
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: async (tx, before, most) => {
    const old = await tx.notification.findMany({
      where: { readAt: { lt: before } },
      take: most,
      select: { id: true },
    });
    return (await tx.notification.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  },
};
