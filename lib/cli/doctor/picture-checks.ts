import { readFile } from "node:fs/promises";
import type { Client } from "pg";
import { asApplication, connected } from "@/lib/cli/doctor/connect";
import { deviationWords } from "@/lib/cli/doctor/deviation-words";
import type { Installation } from "@/lib/cli/installation";
import { pictureFile } from "@/lib/cli/project";
import {
  type Deviation,
  deviations,
  type Picture,
  pictureOf,
  readPicture,
} from "@/lib/platform/database/picture";
import { runtimeRole } from "@/lib/platform/settings/settings";

const advice =
  "Somebody changed this by hand: find out who, and check the audit trail against a kept checkpoint.";

type Database = Pick<Installation, "ownerUrl" | "environment">;

/** How many deviations of a kind are said in words. */
const most = 10;

/** What the comparison of a database with what its migrations make found. */
export interface Compared {
  expected: Picture;
  owner: string;
  found: readonly Deviation[];
}

/** Compares policies, triggers, constraints, functions and rights with those that this version makes. */
export async function compareWithPicture({ ownerUrl }: Database): Promise<Compared> {
  const expected = pictureOf(await readFile(pictureFile, "utf8"));
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ me: string; owner: string }>(
      `select current_user as me, pg_get_userbyid(relowner) as owner from pg_class where oid = 'public._prisma_migrations'::regclass`,
    );
    const { me = "", owner = "" } = rows[0] ?? {};
    if (me !== owner)
      throw new Error(
        `The tables belong to ${owner}, DATABASE_URL names ${me}. Name ${owner} there, then check again.`,
      );
    await client.query("begin read only");
    return { expected, owner, found: deviations(expected, await readPicture(client)) };
  });
}

/** Throws unless every table enforces the policies of this version, on its owner too. */
export function checkPolicies(compared: Compared): string {
  refuse(compared, isOfPolicies);
  const tables = [...compared.expected.values()].filter(
    (facts) => facts.get("row-level security") === "forced",
  );
  return `Enforced on all ${tables.length} tables, by the ${counted(compared, "policy")} policies of this version.`;
}

/** Throws unless everything belongs to the owner, and others hold the rights that this version gives. */
export function checkRights(compared: Compared): string {
  refuse(compared, isOfRights);
  return `Everything belongs to ${compared.owner}; others hold the ${counted(compared, "rights")} rights of this version and no more.`;
}

/** Throws unless triggers, constraints, functions and views are those of this version. */
export function checkTriggers(compared: Compared): string {
  refuse(compared, (deviation) => !isOfPolicies(deviation) && !isOfRights(deviation));
  const functions = [...compared.expected.keys()].filter((of) => of.startsWith("function ")).length;
  return `The ${counted(compared, "trigger")} triggers, ${counted(compared, "constraint")} constraints and ${functions} functions are those of this version.`;
}

const isOfPolicies = ({ fact }: Deviation) => /^(policy |row-level security$)/.test(fact);
const isOfRights = ({ fact }: Deviation) => /^(rights |owner$)/.test(fact);

function refuse({ found, owner }: Compared, concerns: (deviation: Deviation) => boolean): void {
  const wrong = found.filter(concerns);
  if (wrong.length === 0) return;
  const more = wrong.length > most ? [`and ${wrong.length - most} more`] : [];
  const words = wrong.slice(0, most).map((one) => deviationWords(one, owner));
  throw new Error([...words, ...more, advice].join(" · "));
}

function counted({ expected }: Compared, kind: string): number {
  return [...expected.values()].reduce(
    (sum, facts) => sum + [...facts.keys()].filter((fact) => fact.startsWith(`${kind} `)).length,
    0,
  );
}

/** Throws unless the application is refused every change that this version gives it no right to, tried on each table. */
export async function checkHistory({ environment }: Database, { expected }: Compared): Promise<string> {
  const tables = [...expected].filter(([of]) => of.startsWith("table "));
  const history = tables.filter(([, facts]) => facts.has("trigger never_changed"));
  const tried = await asApplication(environment, async (client) => {
    const columns = await columnsOf(client);
    let count = 0;
    for (const [of, facts] of tables)
      for (const [right, sql] of attempts(of.replace("table ", ""), facts, columns.get(of) ?? [])) {
        count += 1;
        if (await isRefused(client, sql)) continue;
        throw new Error(
          `The application may ${right} ${of}. Revoke it: REVOKE ${right} ON ${of} FROM ${runtimeRole};`,
        );
      }
    return count;
  });
  return `${history.length} tables refuse every change; ${tried} changes of ${tables.length} tables were tried as the application.`;
}

// The changes of a table that its rights do not allow.
function attempts(
  table: string,
  facts: ReadonlyMap<string, string>,
  columns: readonly string[],
): [right: string, sql: string][] {
  const given = facts.get(`rights of ${runtimeRole}`)?.split(", ") ?? [];
  const column = columns.find((one) => !facts.has(`rights of ${runtimeRole} on ${one}`));
  const all: [right: string, sql: string][] = [
    ["UPDATE", `update ${table} set ${column} = ${column}`],
    ["DELETE", `delete from ${table}`],
    ["TRUNCATE", `truncate ${table}`],
  ];
  return all.filter(([right]) => !given.includes(right));
}

async function columnsOf(client: Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ of: string; columns: string[] }>(
    `select 'table ' || quote_ident(nspname) || '.' || quote_ident(relname) as of, array_agg(quote_ident(attname) order by attnum) as columns
     from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and attnum > 0 and not attisdropped group by 1`,
  );
  return new Map(rows.map(({ of, columns }) => [of, columns]));
}

async function isRefused(client: Client, sql: string): Promise<boolean> {
  await client.query("begin");
  try {
    await client.query(sql);
    return false;
  } catch (error) {
    // Not permitted, or refused by the trigger.
    return error instanceof Error && "code" in error && (error.code === "42501" || error.code === "23001");
  } finally {
    await client.query("rollback");
  }
}
