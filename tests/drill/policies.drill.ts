import { beforeAll, expect, test } from "vitest";
import { transact } from "@/lib/platform/database/client";
import { currentConnection, type Scope } from "@/lib/platform/database/scope";
import { loadDemo } from "@/prisma/seed/demo";
import { asOwner } from "@/tests/support/test-database";

// The database's wall alone, SQL as the runtime role: every policy is loosened in turn, and the tries that row-policies.test.ts
// makes on its table have to notice. One that nobody notices guards nothing, or is guarded by nothing.

interface Policy {
  table: string;
  name: string;
  command: "r" | "a" | "w" | "d" | "*";
  using: string | null;
  check: string | null;
}

let policies: Policy[];
let units: string[];
const nobody = "00000000-0000-7000-8000-00000000000f";

beforeAll(async () => {
  await loadDemo();
  ({ policies, units } = await asOwner(async (client) => ({
    units: (await client.query(`select id from units`)).rows.map(({ id }) => id),
    policies: (
      await client.query(
        `select c.relname as table, p.polname as name, p.polcmd as command,
           pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
         from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and 'plumbline_app'::regrole = any (p.polroles) order by 1, 2`,
      )
    ).rows,
  })));
}, 120_000);

/** Returns how many rows SQL reached as the runtime role in a scope, or the words of the refusal; nothing stays. */
async function reached(scope: Partial<Scope>, sql: string): Promise<number | string> {
  let told: number | string = 0;
  const all: Scope = { units: [], writable: [], actor: "", secrets: false, ...scope };
  await transact(all, async () => {
    told = await currentConnection()
      .query(sql)
      .then(
        ({ rowCount }) => rowCount ?? 0,
        (error: Error) => error.message,
      );
    throw new Error("roll back");
  }).catch((error: Error) => {
    if (error.message !== "roll back") throw error;
  });
  return told;
}

/** Returns the columns of a table that SQL may set, and whose rows they are where a person has their own. */
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
    return { columns, person };
  });
}

/** Returns what somebody reaches in a table who may read nothing, and who may read all of it and write nothing of others. */
async function tries(table: string): Promise<Record<string, number | string>> {
  const { columns, person } = await shapeOf(table);
  const reader = { units, actor: person ?? nobody };
  const given = person === undefined ? `"${columns[0]}" = "${columns[0]}"` : `"personId" = '${nobody}'`;
  const another = JSON.stringify({
    ...(columns.includes("id") ? { id: nobody } : {}),
    ...(person === undefined ? {} : { personId: nobody }),
  });
  return {
    read: await reached({}, `select 1 from ${table}`),
    changed: await reached(reader, `update ${table} set ${given}`),
    removed: await reached(reader, `delete from ${table}`),
    added: await reached(
      reader,
      `insert into ${table} select (jsonb_populate_record(t, '${another}')).* from ${table} t limit 1`,
    ),
  };
}

const words = ({ table, name }: Policy) => `${table} ${name}`;
const loose = ({ name, table, command }: Policy) =>
  `alter policy ${name} on ${table} ${command === "a" ? "" : "using (true)"} ${command === "r" || command === "d" ? "" : "with check (true)"}`;
const restored = ({ name, table, command, using, check }: Policy) =>
  `alter policy ${name} on ${table} ${command === "a" ? "" : `using (${using})`} ${command === "r" || command === "d" ? "" : `with check (${check ?? using})`}`;

test("every policy that is loosened is noticed on its table, unless the runtime role has no right that it would guard", async () => {
  const unnoticed: string[] = [];
  // Whoever acts on a record tells whom it concerns, in any unit.
  expect(policies.filter(({ check, using }) => [check, using].includes("true")).map(words)).toEqual([
    "notifications creates",
  ]);
  let noticed = 0;
  const before = new Map<string, Record<string, number | string>>();
  for (const policy of policies) {
    const { table, name, command } = policy;
    const usual = before.get(table) ?? (await tries(table));
    before.set(table, usual);
    await asOwner((client) => client.query(loose(policy)));
    const now = await tries(table);
    await asOwner((client) => client.query(restored(policy)));
    const which = { r: "read", a: "added", w: "changed", d: "removed", "*": "read" }[command];
    if (JSON.stringify(now) !== JSON.stringify(usual)) noticed += 1;
    else if (!/permission denied/.test(String(usual[which])))
      unnoticed.push(`${table} ${name} (${which}): ${usual[which]}`);
  }
  const rows = await asOwner(async (client) => {
    const empty: string[] = [];
    for (const table of before.keys())
      if ((await client.query(`select 1 from ${table} limit 1`)).rowCount === 0) empty.push(table);
    return empty;
  });
  console.log(
    JSON.stringify({ policies: policies.length, noticed, tablesWithoutRows: rows, unnoticed }, null, 1),
  );
  expect(
    unnoticed.filter(
      (one) => !rows.includes(one.split(" ")[0] ?? "") && !one.startsWith("notifications creates "),
    ),
  ).toEqual([]);
  expect(noticed).toBeGreaterThan(policies.length / 2);
});
