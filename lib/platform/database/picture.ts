import "server-only";
import type { ClientBase } from "pg";
import { askCatalogue, functions, relations, rights, roleName } from "@/lib/platform/database/definitions";

/** What protects the rows of a database: of each thing its facts, by their names. */
export type Picture = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A fact in which a database is not as the picture says. Null where there is none. */
export interface Deviation {
  /** As in `table public.risks`. */
  of: string;
  /** As in `policy reads`. */
  fact: string;
  expected: string | null;
  found: string | null;
}

const digest = (text: string) => `left(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), 16)`;
const relation = `case c.relkind when 'v' then 'view ' when 'S' then 'sequence ' else 'table ' end || c.oid::regclass::text`;
const policyText = `concat_ws(' ', polcmd, polpermissive, (select string_agg(${roleName("r")}, ',' order by 1) from unnest(polroles) r),
  pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))`;
// A server before 16 writes the name of the table before that of a column.
const viewText = `concat_ws(' ', array_to_string(c.reloptions, ','), regexp_replace(pg_get_viewdef(c.oid), '\\m[a-z_]+\\.', '', 'g'))`;
const triggerState = `case tgenabled when 'O' then '' when 'D' then 'off ' when 'R' then 'in replicas only ' else 'always ' end`;

// What a role may do with a thing of its own, and that everybody may name things in public, says nothing.
const held = (of: string, kind: keyof typeof rights, owner: string, on = "''") => {
  const [, list, from] = rights[kind];
  return `select ${of}, 'rights of ' || ${roleName("a.grantee")} || ${on}, a.privilege_type || case when a.is_grantable then ' to give away' else '' end
    from ${from} cross join lateral aclexplode(${list}) a where a.grantee <> ${owner}`;
};

/** Each as rows: of what, which fact, how it is. Several rows of one fact are said together; an owner and resting triggers only where
 * they are not as they should be. */
const facts = [
  `select ${relation}, 'owner', ${roleName("c.relowner")} from ${relations("'r', 'v', 'S'")} where ${roleName("c.relowner")} <> 'owner'`,
  `select ${relation}, 'row-level security', case when not relrowsecurity then 'off' when relforcerowsecurity then 'forced' else 'not for the owner' end from ${relations("'r'")}`,
  `select ${relation}, 'policy ' || quote_ident(polname), ${digest(policyText)} from pg_policy join ${relations("'r'")} on c.oid = polrelid`,
  `select ${relation}, 'trigger ' || quote_ident(tgname), ${triggerState} || ${digest("pg_get_triggerdef(t.oid)")} from pg_trigger t join ${relations("'r', 'v'")} on c.oid = tgrelid where not tgisinternal`,
  `select ${relation}, 'rule ' || quote_ident(rulename), ${digest("pg_get_ruledef(r.oid)")} from pg_rewrite r join ${relations("'r', 'v'")} on c.oid = ev_class where rulename <> '_RETURN'`,
  `select ${relation}, 'constraint ' || quote_ident(conname), ${digest("pg_get_constraintdef(k.oid)")} from pg_constraint k join ${relations("'r'")} on c.oid = conrelid where contype <> 'n'`,
  `select distinct ${relation}, 'triggers of constraints', 'off' from pg_trigger t join ${relations("'r'")} on c.oid = tgrelid where tgisinternal and tgenabled <> 'O'`,
  `select ${relation}, 'definition', ${digest(viewText)} from ${relations("'v'")}`,
  `select 'function ' || p.oid::regprocedure::text, 'owner', ${roleName("proowner")} from ${functions} where ${roleName("proowner")} <> 'owner'`,
  `select 'function ' || p.oid::regprocedure::text, 'definition', ${digest("pg_get_functiondef(p.oid)")} from ${functions} where prokind in ('f', 'p')`,
  held(relation, "table", "c.relowner"),
  held(relation, "sequence", "c.relowner"),
  held(relation, "column", "c.relowner", "' on ' || quote_ident(attname)"),
  held("'function ' || p.oid::regprocedure::text", "function", "p.proowner"),
  `${held("'schema ' || nspname", "schema", "nspowner")} and not (nspname = 'public' and a.privilege_type = 'USAGE')`,
];

/** Returns the picture of a database. It is read within a transaction, as the owner of the tables. */
export async function readPicture(client: ClientBase): Promise<Picture> {
  const rows = await askCatalogue<[of: string, fact: string, is: string]>(
    client,
    `select of, fact, string_agg("is", ', ' order by "is" collate "C") from (${facts.join(" union all ")}) as facts(of, fact, "is")
     group by 1, 2 order by of collate "C", fact collate "C"`,
  );
  const picture = new Map<string, Map<string, string>>();
  // Made by who applies the migrations, not by them.
  for (const [of, fact, is] of rows)
    if (of !== "table public._prisma_migrations")
      picture.set(of, (picture.get(of) ?? new Map()).set(fact, is));
  return picture;
}

const heading = `What protects the rows of a database that the migrations made: of each table, view, sequence, function and schema its
policies, triggers, constraints and rights, a definition by the beginning of its SHA-256. \`plumbline doctor\` compares a database
with it. Written by: npm run --silent plumbline -- migration describe
`;

/** Returns a picture as text, a line for each thing, which \`pictureOf\` reads. */
export function pictureText(picture: Picture): string {
  const lines = [...picture].map(
    ([of, its]) => `${of}: ${[...its].map(([fact, is]) => `${fact} = ${is}`).join("; ")}`,
  );
  return `${heading}\n${lines.join("\n")}\n`;
}

/** Returns the picture that a text of \`pictureText\` shows. */
export function pictureOf(text: string): Picture {
  const lines = text.split("\n").filter((line) => line.includes(" = "));
  return new Map(
    lines.map((line) => {
      const [of = "", its = ""] = line.split(/: (.*)/s);
      return [of, new Map(its.split("; ").map((one) => one.split(" = ") as [string, string]))];
    }),
  );
}

/** The fact that a thing is there at all. */
export const existence = "existence";

/**
 * Returns every fact in which a database is otherwise than expected. What lies in schemas that were not expected at all is none of
 * the product's, and left out.
 */
export function deviations(expected: Picture, found: Picture): Deviation[] {
  const known = new Set([...expected.keys()].map(schemaOf));
  const things = new Set([...expected.keys(), ...[...found.keys()].filter((of) => known.has(schemaOf(of)))]);
  return [...things].flatMap((of) => {
    const [meant, is] = [expected.get(of), found.get(of)];
    if (!meant || !is)
      return [{ of, fact: existence, expected: meant ? "there" : null, found: is ? "there" : null }];
    return [...new Set([...meant.keys(), ...is.keys()])]
      .map((fact) => ({ of, fact, expected: meant.get(fact) ?? null, found: is.get(fact) ?? null }))
      .filter((one) => one.expected !== one.found);
  });
}

// As in `table public.risks`, `schema past`.
function schemaOf(thing: string): string {
  return thing.split(" ")[1]?.split(".")[0] ?? "";
}
