import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { asOwner } from "@/tests/support/test-database";

/** Returns the tables of the database in which a row holds the words, whichever schema they are in. */
export async function tablesWith(words: string): Promise<string[]> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema', 'written') order by 1`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const held = await client.query(
        `select 1 from ${name} t where strpos(to_jsonb(t)::text, $1) > 0 limit 1`,
        [words],
      );
      if (held.rows.length > 0) found.push(name);
    }
    return found;
  });
}

/** Returns the paths of the files in the storage, and of those among them that hold the words. */
export function storedFiles(words: string): { all: string[]; holding: string[] } {
  const root = process.env["STORAGE_DIRECTORY"] ?? "";
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return { all, holding: all.filter((place) => readFileSync(place).includes(words)) };
}
