import "server-only";
import { Conflict, NotFound } from "@/lib/platform/errors/public-error";

/**
 * Throws unless the conditional update hit its row: NotFound when the record is not there for this actor, else
 * Conflict with the record as it is now, for the writer to compare with their own.
 */
export async function assertWon(
  updated: { count: number },
  current: () => Promise<object | null>,
): Promise<void> {
  if (updated.count === 1) return;
  const now = await current();
  if (!now) throw new NotFound();
  throw new Conflict(
    "Somebody changed this record after you opened it. Compare both versions and save again.",
    now,
  );
}
