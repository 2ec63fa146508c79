import "server-only";
import { currentPast } from "@/lib/platform/database/scope";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * The most records of one kind that are looked back at: the state of each is taken out of the audit trail for every
 * question, so that time grows with their number.
 */
export const pastLimit = { records: 20_000 };

/** Throws Invalid when somebody looks back at a register of more records than that; the present has no such limit. */
export async function assertWithinLimit({ tx, asOf }: Context, concept: string): Promise<void> {
  if (asOf === undefined) return;
  const [found] = await tx.$queryRaw<{ size: number }[]>`select past.size(${concept}) as size`;
  const size = found?.size ?? 0;
  const limit = currentPast()?.most ?? pastLimit.records;
  if (size <= limit) return;
  const most = limit.toLocaleString("en");
  const message = `The register held ${size.toLocaleString("en")} records by then; at most ${most} can be looked back at. Open single records as of this day, or use a backup of it.`;
  throw new Invalid([{ path: "asOf", message }]);
}
