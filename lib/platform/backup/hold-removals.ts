import "server-only";
import type { Client } from "pg";
import { currentConnection } from "@/lib/platform/database/scope";

const lockNumber = 7_265_736_564;

/** Keeps stored files from being removed until this connection ends: what the backup's records name must still be there. */
export async function holdRemovals(client: Client): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [lockNumber]);
}

/** Returns whether stored files may be removed in the transaction that is running; false while a backup is made. */
export async function mayRemoveFiles(): Promise<boolean> {
  const { rows } = await currentConnection().query<{ free: boolean }>(
    "select pg_try_advisory_xact_lock_shared($1) as free",
    [lockNumber],
  );
  return rows[0]?.free ?? false;
}
