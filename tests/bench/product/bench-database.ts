import { Client } from "pg";
import { appUrl } from "@/lib/platform/database/app-role";
import type { EmbeddedServer } from "@/lib/platform/database/embedded";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword, runtimeRole } from "@/lib/platform/settings/settings";
import { type Company, fillCompany } from "@/tests/bench/data/company";
import { fillRegister } from "@/tests/bench/data/register";

/** A migrated database with a company and so many risks, as the product would have it. */
export interface BenchDatabase {
  size: number;
  ownerUrl: string;
  appUrl: string;
  /** The secret of the installation it belongs to. */
  secret: string;
  company: Company;
  /** Runs one statement as the owner and returns the rows. */
  ask<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  drop(): Promise<void>;
}

/** Makes the database anew on the server and fills it. */
export async function makeDatabase(
  server: EmbeddedServer,
  secret: string,
  size: number,
): Promise<BenchDatabase> {
  const name = `bench_${size}`;
  const ownerUrl = withDatabase(server.adminUrl, name);
  await once(server.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  await once(server.adminUrl, (client) => client.query(`create database ${name}`));
  await migrate({ url: ownerUrl, appPassword: runtimePassword(secret) });
  const company = await once(ownerUrl, async (client) => {
    const made = await fillCompany(client);
    await fillRegister(client, size);
    return made;
  });
  return {
    size,
    ownerUrl,
    appUrl: appUrl(ownerUrl, { name: runtimeRole, password: runtimePassword(secret) }),
    secret,
    company,
    ask: async (sql, values = []) => (await once(ownerUrl, (client) => client.query(sql, values))).rows,
    drop: async () => {
      await once(server.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function once<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
