import type { Scope } from "@/lib/platform/database/scope";
import { takenBack } from "@/tests/support/taken-back";
import { asOwner } from "@/tests/support/test-database";

// A policy of the database is loosened, SQL as the runtime role tries its table, and the policy is put back.

/** A policy that binds the runtime role. */
export interface Policy {
  table: string;
  name: string;
  command: "r" | "a" | "w" | "d" | "*";
  using: string | null;
  check: string | null;
}

type Reached = Record<"read" | "changed" | "removed" | "added" | "removedByAnother", number | string>;

const nobody = "00000000-0000-7000-8000-00000000000f";
const guarded = { r: "read", a: "added", w: "changed", d: "removed", "*": "read" } as const;

/** Returns every policy that binds the runtime role, by table and name. */
export async function allPolicies(): Promise<Policy[]> {
  return asOwner(async (client) => {
    const { rows } = await client.query<Policy>(
      `select c.relname as table, p.polname as name, p.polcmd as command,
         pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
       from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and 'plumbline_app'::regrole = any (p.polroles) order by 1, 2`,
    );
    return rows;
  });
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Returns how many rows SQL reached as the runtime role in a scope, or the words of the refusal; nothing stays. */
export function reached(scope: Partial<Scope>, sql: string): Promise<number | string> {
  return takenBack(scope, (client) =>
    client.query(sql).then(
      ({ rowCount }) => rowCount ?? 0,
      (error: Error) => error.message,
    ),
  );
}

/** Returns the columns of a table that SQL may set, whose rows they are where a person has their own, all units, and one row. */
async function shapeOf(table: string) {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ column: string }>(
      `select column_name as column from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    const columns = rows.map(({ column }) => column);
    const person = columns.includes("personId")
      ? (await client.query(`select "personId" as id from ${table} limit 1`)).rows[0]?.id
      : undefined;
    const units: string[] = (await client.query(`select id from units`)).rows.map(({ id }) => id);
    const [kept] = (await client.query(`select to_jsonb(t) as row from ${table} t limit 1`)).rows;
    return { columns, person, units, row: (kept?.row ?? {}) as Record<string, unknown> };
  });
}

/** Returns what somebody reaches in a table who may read nothing, and who may read all of it and write nothing of others. */
export async function tries(table: string): Promise<Reached> {
  const { columns, person, units, row } = await shapeOf(table);
  const reader = { units, actor: person ?? nobody };
  const given = person === undefined ? `"${columns[0]}" = "${columns[0]}"` : `"personId" = '${nobody}'`;
  const another = JSON.stringify({
    ...row,
    ...(columns.includes("id") ? { id: nobody } : {}),
    ...(person === undefined ? {} : { personId: nobody }),
  });
  const names = columns.map((name) => `"${name}"`).join(", ");
  return {
    read: await reached({}, `select 1 from ${table}`),
    changed: await reached(reader, `update ${table} set ${given}`),
    removed: await reached(reader, `delete from ${table}`),
    removedByAnother: await reached({ units, actor: nobody }, `delete from ${table}`),
    added: await reached(
      reader,
      `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, ${literal(another)})`,
    ),
  };
}

const loose = ({ name, table, command }: Policy) =>
  `alter policy ${name} on ${table} ${command === "a" ? "" : "using (true)"} ${command === "r" || command === "d" ? "" : "with check (true)"}`;
const restored = ({ name, table, command, using, check }: Policy) =>
  `alter policy ${name} on ${table} ${command === "a" ? "" : `using (${using})`} ${command === "r" || command === "d" ? "" : `with check (${check ?? using})`}`;

/**
 * Loosens a policy, tries its table, and puts the policy back. Returns "noticed" where the tries reached something else than
 * usual, "no right" where the runtime role has no right that the policy would guard, else what they reached.
 */
export async function loosened(policy: Policy, usual: Reached): Promise<string> {
  await asOwner((client) => client.query(loose(policy)));
  const now = await tries(policy.table).finally(() => asOwner((client) => client.query(restored(policy))));
  if (JSON.stringify(now) !== JSON.stringify(usual)) return "noticed";
  const found = String(usual[guarded[policy.command]]);
  return /permission denied/.test(found) ? "no right" : found;
}

const values: Readonly<Record<string, unknown>> = {
  ...{ text: "x", uuid: nobody, bool: true, json: {}, jsonb: {}, bytea: "\\x00", inet: "192.0.2.1" },
  ...{ int2: 1, int4: 1, int8: 1, float8: 1, numeric: 1 },
  ...{ timestamptz: "2026-01-01T00:00:00Z", date: "2026-01-01", _text: [], _uuid: [], _int4: [] },
};

/** Puts one row into every table that has none, of the first unit and person where it belongs to one; other references lead nowhere, and what it holds is checked no more. Throws for a type of column that it does not know. */
export async function fillEmptyTables(tables: readonly string[]): Promise<void> {
  await asOwner(async (client) => {
    const [unit] = (await client.query(`select id from units order by path desc`)).rows;
    const [person] = (await client.query(`select id from people order by id`)).rows;
    await client.query(`set session_replication_role = replica`);
    for (const table of tables) {
      if ((await client.query(`select 1 from ${table} limit 1`)).rowCount !== 0) continue;
      const { rows } = await client.query<{ name: string; type: string }>(
        `select column_name as name, udt_name as type from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_nullable = 'NO'`,
        [table],
      );
      const row = rows.map(({ name, type }) => {
        if (!(type in values))
          throw new Error(`${table}.${name} is of type ${type}: say here what to put in.`);
        const own = { unitId: unit?.id, personId: person?.id }[name];
        return [name, own ?? values[type]] as const;
      });
      const checks = await client.query(
        `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
        [table],
      );
      for (const { name } of checks.rows)
        await client.query(`alter table ${table} drop constraint "${name}"`);
      const columns = row.map(([name]) => `"${name}"`).join(", ");
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`,
        [JSON.stringify(Object.fromEntries(row))],
      );
    }
    await client.query(`set session_replication_role = origin`);
  });
}
