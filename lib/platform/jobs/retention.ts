import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

const done = (before: Date) => ({ state: "done", endedAt: { lt: before } });

/** Long work that is done; what failed is what its record knows of the failure. */
export const outdatedJobs: RetentionKind = {
  key: "jobs",
  find: async (tx, before) => {
    const { _count: count, _min } = await tx.jobRun.aggregate({
      where: done(before),
      _count: true,
      _min: { createdAt: true },
    });
    return { count, oldest: _min.createdAt };
  },
  remove: async (tx, before, most) => {
    const old = await tx.jobRun.findMany({ where: done(before), take: most, select: { id: true } });
    return (await tx.jobRun.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  },
};
