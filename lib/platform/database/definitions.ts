import "server-only";
import type { ClientBase } from "pg";
import { queueSchema } from "@/lib/platform/database/queue-schema";
import { markSchema } from "@/lib/platform/database/unfinished-restore";

const schemas = `select oid, nspname from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', '${queueSchema}', '${markSchema}')`;

/** What an extension of the server brought along is not ours. */
export const notOfExtension = (oid: string) =>
  `not exists (select 1 from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`;

/** Returns SQL for the name of a role. The owner has another name on another server. */
export const roleName = (oid: string) =>
  `case when ${oid} = 0 then 'public' when pg_get_userbyid(${oid}) = current_user then 'owner' else pg_get_userbyid(${oid}) end`;

/** Returns SQL for the relations of these kinds that are the product's, as c. */
export const relations = (kinds: string) =>
  `pg_class c join own on own.oid = c.relnamespace and c.relkind in (${kinds}) and ${notOfExtension("c.oid")}`;

/** SQL for the product's functions and procedures, as p. */
export const functions = `pg_proc p join own on own.oid = pronamespace and ${notOfExtension("p.oid")}`;

/** SQL for the rights on each kind of thing: what it is called, its list of rights, where it is found. */
export const rights = {
  schema: [
    "nspname::text",
    "coalesce(nspacl, acldefault('n', nspowner))",
    "pg_namespace join own using (oid, nspname)",
  ],
  table: ["c.oid::regclass::text", "coalesce(relacl, acldefault('r', relowner))", relations("'r', 'v'")],
  sequence: ["c.oid::regclass::text", "coalesce(relacl, acldefault('s', relowner))", relations("'S'")],
  column: [
    "c.oid::regclass || '.' || attname",
    "attacl",
    `${relations("'r', 'v'")} join pg_attribute on attrelid = c.oid`,
  ],
  function: ["p.oid::regprocedure::text", "coalesce(proacl, acldefault('f', proowner))", functions],
} as const;

/** Returns the rows of a query over the catalogue, with every name in full. It may read `own`, the schemas of the product. */
export async function askCatalogue<Row extends readonly unknown[]>(
  client: ClientBase,
  sql: string,
): Promise<Row[]> {
  // Qualified names, as long as nothing is looked for in a schema by itself.
  await client.query("set local search_path = pg_catalog");
  const { rows } = await client.query<[...Row]>({
    text: `with own as (${schemas}) ${sql}`,
    rowMode: "array",
  });
  await client.query("set local search_path = default");
  return rows;
}
