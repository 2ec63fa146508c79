import { Client } from "pg";

/** The secret of every test installation. */
export const testSecret = "5ec7e7".padEnd(64, "0");

/** Returns the address of another database on the same server. */
export function onServer(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs the work as the owner of the test's database: to prepare it, or to look behind the walls. */
export async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(process.env["DATABASE_URL"]);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
