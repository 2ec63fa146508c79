import "server-only";
import type { RetentionKind } from "@/lib/platform/registry/contributions";

/** Rows of imports that have come to their end; one that was checked and may still be applied keeps its own. */
export const outdatedRows: RetentionKind = {
  key: "imports",
  find: async (tx, before) => {
    const [found] = await tx.$queryRaw<{ count: number; oldest: Date | null }[]>`
      select count(*)::integer as count, min(i."createdAt") as oldest from import_rows r
      join imports i on i.id = r."importId"
      where i.state in ('applied', 'failed', 'cancelled') and i."createdAt" < ${before}`;
    return found ?? { count: 0, oldest: null };
  },
  remove: (tx, before, most) =>
    tx.$executeRaw`delete from import_rows where ("importId", line) in (
      select r."importId", r.line from import_rows r join imports i on i.id = r."importId"
      where i.state in ('applied', 'failed', 'cancelled') and i."createdAt" < ${before}
      order by r."importId", r.line limit ${most})`,
};
