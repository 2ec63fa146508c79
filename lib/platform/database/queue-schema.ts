import "server-only";
import { type Client, escapeIdentifier } from "pg";
import { getConstructionPlans, getMigrationPlans } from "pg-boss";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** The PostgreSQL schema of the job queue. */
export const queueSchema = "pgboss";

/**
 * Makes or upgrades the job queue's tables and lets `appRole` use them, because the application,
 * which owns nothing, starts the queue with `migrate: false`.
 */
export async function ensureQueue(client: Client, appRole: string): Promise<void> {
  const wanted = wantedVersion();
  const version = await installedVersion(client);
  if (version !== null && version > wanted) {
    throw new SetupError(
      `The job queue's tables (${version}) are newer than this version of Plumbline (${wanted}).`,
    );
  }
  if (version === null) await run(client, getConstructionPlans(queueSchema));
  else if (version < wanted) await run(client, getMigrationPlans(queueSchema, version));
  const role = escapeIdentifier(appRole);
  await client.query(`
    GRANT USAGE ON SCHEMA ${queueSchema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO ${role};
  `);
}

async function run(client: Client, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The job queue's tables could not be made: ${reason}. The role in DATABASE_URL must own the database, or hold CREATE on it.`,
      { cause: error },
    );
  }
}

// pg-boss exports no version number; its construction plan ends by recording it.
function wantedVersion(): number {
  const found = /INSERT INTO pgboss\.version\(version\) VALUES \('(\d+)'\)/.exec(
    getConstructionPlans(queueSchema),
  );
  if (!found?.[1]) throw new Error("pg-boss no longer records its schema version as expected");
  return Number(found[1]);
}

async function installedVersion(client: Client): Promise<number | null> {
  const table = await client.query<{ found: boolean }>("select to_regclass($1) is not null as found", [
    `${queueSchema}.version`,
  ]);
  if (!table.rows[0]?.found) return null;
  const { rows } = await client.query<{ version: number }>(`select version from ${queueSchema}.version`);
  return rows[0]?.version ?? null;
}
