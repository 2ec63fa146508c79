import "server-only";
import type { Client } from "pg";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** A schema that is there from the first to the last step of a restore, so that nobody takes half of it for the whole. */
export const markSchema = "unfinished_restore";

/** Tells whether a restore into this database began and did not end. */
export async function isRestoreUnfinished(client: Client): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from pg_namespace where nspname = $1", [markSchema]);
  return rowCount === 1;
}

/** Throws SetupError when a restore into this database did not end. */
export async function refuseUnfinishedRestore(client: Client): Promise<void> {
  if (await isRestoreUnfinished(client))
    throw new SetupError(
      "A restore into this database was interrupted, so it holds only a part of the records. Run the same restore again: it begins anew.",
    );
}
