import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Client, escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Table } from "@/lib/platform/backup/catalog";

/** How many rows a text in COPY's form has, and its SHA-256. */
export interface Measure {
  rows: number;
  sha256: string;
}

/** Counts and hashes rows in COPY's form as they go by: each ends with a line feed, and no other is in it. */
export class Measuring {
  readonly #hash = createHash("sha256");
  #rows = 0;

  add(text: Buffer): void {
    this.#hash.update(text);
    for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) this.#rows += 1;
  }

  end(): Measure {
    return { rows: this.#rows, sha256: this.#hash.digest("hex") };
  }
}

/** Returns the rows of a table in the order of their key, as COPY writes them. */
export function rowsOf(client: Client, table: Table): AsyncIterable<Buffer> {
  return client.query(
    copyTo(`copy (select ${columnsOf(table)} from ${table.sql} t order by ${table.order}) to stdout`),
  );
}

/** Returns how many rows the table has and the SHA-256 of them. */
export async function measure(client: Client, table: Table): Promise<Measure> {
  const measuring = new Measuring();
  for await (const text of rowsOf(client, table)) measuring.add(text);
  return measuring.end();
}

/**
 * Puts rows into a table. COPY does not write past row-level security, so that an owner it binds takes the way over a
 * temporary table, from which the policy that names the owner lets the rows in.
 */
export async function putRows(
  client: Client,
  table: Table,
  text: AsyncIterable<Buffer>,
  bound: boolean,
): Promise<void> {
  const columns = columnsOf(table);
  const target = bound ? "pg_temp.arriving" : table.sql;
  if (bound)
    await client.query(
      `create temp table arriving on commit drop as select ${columns} from ${table.sql} with no data`,
    );
  await pipeline(Readable.from(text), client.query(copyFrom(`copy ${target} (${columns}) from stdin`)));
  if (!bound) return;
  await client.query(
    `insert into ${table.sql} (${columns}) overriding system value select ${columns} from pg_temp.arriving; drop table pg_temp.arriving`,
  );
}

/** Tells whether row-level security binds the role of this connection. */
export async function isBound(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ bound: boolean }>(
    "select not (rolsuper or rolbypassrls) as bound from pg_roles where rolname = current_user",
  );
  return rows[0]?.bound ?? true;
}

function columnsOf({ columns }: Table): string {
  return columns.map(escapeIdentifier).join(", ");
}
