import { type ClientBase, Pool } from "pg";

/** The secret of every test installation. */
export const testSecret = "5ec7e7".padEnd(64, "0");

/** Returns the address of another database on the same server. */
export function onServer(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

const owners = new Map<string, Pool>();

/** Runs the work as the owner of the test's database, on a connection of its own: to prepare it, or to look behind the walls. */
export async function asOwner<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
  const url = process.env["DATABASE_URL"] ?? "";
  const pool = owners.get(url) ?? new Pool({ connectionString: url, max: 20, allowExitOnIdle: true });
  // A database that is dropped, or a server that is killed, ends what waits here.
  if (!owners.has(url)) pool.on("error", () => undefined);
  owners.set(url, pool);
  const client = await pool.connect();
  try {
    const result = await work(client);
    // Nothing that one piece of work left open or set is there for the next.
    await client.query("rollback");
    await client.query("discard all");
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Ends the owner's connections; the next work opens new ones. */
export async function closeOwner(): Promise<void> {
  const open = [...owners.values()];
  owners.clear();
  await Promise.all(open.map((pool) => pool.end()));
}
