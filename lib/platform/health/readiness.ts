import "server-only";
import path from "node:path";
import { statement } from "@/lib/platform/database/client";
import { readMigrations } from "@/lib/platform/database/migration-files";
import { logger } from "@/lib/platform/log/logger";

let wanted: Promise<string[]> | undefined;

/** Returns whether the database answers and has every migration of this version. */
export async function isReady(): Promise<boolean> {
  try {
    return (await missingMigrations()).length === 0;
  } catch (error) {
    logger().warn({ err: error }, "not ready");
    return false;
  }
}

// As the running application sees it: its role cannot read the history itself.
async function missingMigrations(): Promise<string[]> {
  wanted ??= readMigrations(path.join(process.cwd(), "prisma/migrations")).then((files) =>
    files.map(({ name }) => name),
  );
  const [row] = await statement<{ names: string[] | null }>(
    "applied_migrations",
    "select applied_migrations() as names",
    [],
  );
  const applied = new Set(row?.names);
  return (await wanted).filter((name) => !applied.has(name));
}
