import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

/** Messages to webhooks, each with its tries, by when they were made. */
export const outdatedMessages: RetentionKind = {
  key: "messages",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.webhookDelivery.aggregate({
      where: { createdAt: { lt: before } },
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: async (tx, before, most) => {
    const old = await tx.webhookDelivery.findMany({
      where: { createdAt: { lt: before } },
      take: most,
      select: { id: true },
    });
    return (await tx.webhookDelivery.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  },
};
