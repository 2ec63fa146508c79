import "server-only";
import { createHash } from "node:crypto";
import type { Client } from "pg";
import { notOfExtension } from "@/lib/platform/backup/catalog";
import { queueSchema } from "@/lib/platform/database/queue-schema";
import { markSchema } from "@/lib/platform/database/unfinished-restore";

const schemas = `select oid, nspname from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', '${queueSchema}', '${markSchema}')`;

// The owner has another name on another server.
const role = (oid: string) =>
  `case when ${oid} = 0 then 'public' when pg_get_userbyid(${oid}) = current_user then 'owner' else pg_get_userbyid(${oid}) end`;
const acl = (kind: string, name: string, list: string, from: string) =>
  `select concat_ws(' ', '${kind}', ${name}, ${role("a.grantee")}, a.privilege_type, a.is_grantable) from ${from} cross join lateral aclexplode(${list}) a`;
const relations = (kinds: string) =>
  `pg_class c join own on own.oid = c.relnamespace and c.relkind in (${kinds}) and ${notOfExtension("c.oid")}`;

/** Each kind of definition, as text: one line for each thing. */
const definitions = {
  tables: `select concat_ws(' ', c.oid::regclass, c.relkind, ${role("c.relowner")}, c.relrowsecurity, c.relforcerowsecurity) from ${relations("'r', 'v', 'S'")}`,
  columns: `select concat_ws(' ', c.oid::regclass, quote_ident(attname), format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid))
    from ${relations("'r', 'v'")} join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped left join pg_attrdef on adrelid = attrelid and adnum = attnum`,
  constraints: `select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) from pg_constraint k join ${relations("'r'")} on c.oid = conrelid where contype <> 'n'`,
  indexes: `select pg_get_indexdef(indexrelid) from pg_index join ${relations("'r'")} on c.oid = indrelid`,
  views: `select concat_ws(' ', c.oid::regclass, pg_get_viewdef(c.oid)) from ${relations("'v'")}`,
  policies: `select concat_ws(' ', polrelid::regclass, polname, polcmd, polpermissive,
      (select string_agg(${role("r")}, ',' order by 1) from unnest(polroles) r), pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))
    from pg_policy join ${relations("'r'")} on c.oid = polrelid`,
  triggers: `select concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t join ${relations("'r', 'v'")} on c.oid = tgrelid where not tgisinternal`,
  functions: `select concat_ws(' ', ${role("proowner")}, pg_get_functiondef(p.oid)) from pg_proc p join own on own.oid = pronamespace where prokind in ('f', 'p') and ${notOfExtension("p.oid")}`,
  grants: [
    acl(
      "schema",
      "nspname",
      "coalesce(nspacl, acldefault('n', nspowner))",
      "pg_namespace join own using (oid, nspname)",
    ),
    acl("table", "c.oid::regclass", "coalesce(relacl, acldefault('r', relowner))", relations("'r', 'v'")),
    acl("sequence", "c.oid::regclass", "coalesce(relacl, acldefault('s', relowner))", relations("'S'")),
    acl(
      "column",
      "c.oid::regclass || '.' || attname",
      "attacl",
      `${relations("'r', 'v'")} join pg_attribute on attrelid = c.oid`,
    ),
    acl(
      "function",
      "p.oid::regprocedure",
      "coalesce(proacl, acldefault('f', proowner))",
      `pg_proc p join own on own.oid = pronamespace and ${notOfExtension("p.oid")}`,
    ),
  ].join(" union all "),
} as const;

/** Every kind of definition in a database, each with the SHA-256 of all of its kind. */
export type Walls = Record<string, string>;

/**
 * Returns what the database is made of besides its rows: tables, constraints, policies, triggers, functions, grants. Two
 * databases made by the same migrations have the same, whatever their owners are called.
 */
export async function readWalls(client: Client): Promise<Walls> {
  const walls: Walls = {};
  for (const [kind, sql] of Object.entries(definitions)) {
    // Qualified names, as long as nothing is looked for in a schema by itself.
    await client.query("set local search_path = pg_catalog");
    const { rows } = await client.query<[string]>({
      text: `with own as (${schemas}) select line from (${sql}) as lines(line) order by line collate "C"`,
      rowMode: "array",
    });
    await client.query("set local search_path = default");
    walls[kind] = createHash("sha256").update(rows.join("\n")).digest("hex");
  }
  return walls;
}

/** Returns the kinds of definitions in which the two differ. */
export function differences(some: Walls, others: Walls): string[] {
  return [...new Set([...Object.keys(some), ...Object.keys(others)])].filter(
    (kind) => some[kind] !== others[kind],
  );
}
