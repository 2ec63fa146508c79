import "server-only";
import { createHash } from "node:crypto";
import type { Client } from "pg";
import { askCatalogue, functions, relations, rights, roleName } from "@/lib/platform/database/definitions";

const acl = (kind: keyof typeof rights) => {
  const [name, list, from] = rights[kind];
  return `select concat_ws(' ', '${kind}', ${name}, ${roleName("a.grantee")}, a.privilege_type, a.is_grantable) from ${from} cross join lateral aclexplode(${list}) a`;
};

/** Each kind of definition, as text: one line for each thing. */
const definitions = {
  tables: `select concat_ws(' ', c.oid::regclass, c.relkind, ${roleName("c.relowner")}, c.relrowsecurity, c.relforcerowsecurity) from ${relations("'r', 'v', 'S'")}`,
  columns: `select concat_ws(' ', c.oid::regclass, quote_ident(attname), format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid))
    from ${relations("'r', 'v'")} join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped left join pg_attrdef on adrelid = attrelid and adnum = attnum`,
  constraints: `select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) from pg_constraint k join ${relations("'r'")} on c.oid = conrelid where contype <> 'n'`,
  indexes: `select pg_get_indexdef(indexrelid) from pg_index join ${relations("'r'")} on c.oid = indrelid`,
  views: `select concat_ws(' ', c.oid::regclass, pg_get_viewdef(c.oid)) from ${relations("'v'")}`,
  policies: `select concat_ws(' ', polrelid::regclass, polname, polcmd, polpermissive,
      (select string_agg(${roleName("r")}, ',' order by 1) from unnest(polroles) r), pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))
    from pg_policy join ${relations("'r'")} on c.oid = polrelid`,
  triggers: `select concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t join ${relations("'r', 'v'")} on c.oid = tgrelid where not tgisinternal`,
  functions: `select concat_ws(' ', ${roleName("proowner")}, pg_get_functiondef(p.oid)) from ${functions} where prokind in ('f', 'p')`,
  grants: (["schema", "table", "sequence", "column", "function"] as const).map(acl).join(" union all "),
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
    const rows = await askCatalogue<[string]>(
      client,
      `select line from (${sql}) as lines(line) order by line collate "C"`,
    );
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
