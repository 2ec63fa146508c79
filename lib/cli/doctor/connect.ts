import { Client } from "pg";

/** Runs the work on a connection and closes it. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs the work on a connection as the role that the application runs as, and closes it. */
export function asApplication<T>(
  environment: Readonly<Record<string, string>>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return connected(environment["DATABASE_APP_URL"] ?? "", work);
}
