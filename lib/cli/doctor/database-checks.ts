import path from "node:path";
import { Client } from "pg";
import type { Installation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import { pendingMigrations } from "@/lib/platform/database/migrate";

/** Tables that are no records of the product. */
const machinery = ["_prisma_migrations"];
/** Tables whose rows are never changed. */
const history = [
  "audit_entries",
  "audit_checkpoints",
  "lifecycle_moves",
  "risk_scores",
  "risk_reviews",
  "settings",
];

// Runs the work on a connection and closes it.
async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Says which server answers. */
export function checkServer({ ownerUrl }: Installation): Promise<string> {
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return `PostgreSQL ${rows[0]?.version} answers.`;
  });
}

/** Throws unless the database has every migration of this version. */
export async function checkMigrations({ ownerUrl }: Installation): Promise<string> {
  const pending = await pendingMigrations(ownerUrl, path.join(projectRoot, "prisma/migrations"));
  if (pending.length === 0) return "Every migration is applied.";
  throw new Error(`${pending.length} pending, first ${pending[0]}. Run: npm run plumbline -- migrate`);
}

/** Throws unless the application's role is held by every wall: it owns nothing and passes no policy by. */
export function checkRole({ environment }: Installation): Promise<string> {
  return connected(environment["DATABASE_APP_URL"] ?? "", async (client) => {
    const { rows } = await client.query<{ name: string; powers: string; owned: number }>(
      `select current_user as name, concat_ws(', ', case when rolsuper then 'SUPERUSER' end, case when rolbypassrls then 'BYPASSRLS' end,
         case when rolcreaterole then 'CREATEROLE' end, case when rolcreatedb then 'CREATEDB' end) as powers,
         (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    );
    const [role] = rows;
    if (!role) throw new Error("The role does not say who it is. Run: npm run plumbline -- migrate");
    if (role.powers)
      throw new Error(
        `${role.name} has ${role.powers}. Take it away: ALTER ROLE ${role.name} NO${role.powers.replaceAll(", ", " NO")};`,
      );
    if (role.owned > 0)
      throw new Error(
        `${role.name} owns ${role.owned} tables or indexes. Give them to the owner of the database.`,
      );
    return `${role.name} owns nothing and passes no policy by.`;
  });
}

/** Throws unless every table of the product enforces row-level security, on its owner too, and has policies. */
export function checkPolicies({ ownerUrl }: Installation): Promise<string> {
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string; open: boolean }>(
      `select relname as name, not (relrowsecurity and relforcerowsecurity and exists (select 1 from pg_policy where polrelid = c.oid)) as open
       from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all ($1) order by 1`,
      [machinery],
    );
    const open = rows.filter((row) => row.open).map(({ name }) => name);
    if (open.length > 0)
      throw new Error(
        `Not enforced on ${open.join(", ")}. Restore a backup, or run the statements of the migrations for them again.`,
      );
    return `Enforced on all ${rows.length} tables.`;
  });
}

/** Throws unless history is append-only: by trigger, by missing grant, and when tried. */
export async function checkHistory({ ownerUrl, environment }: Installation): Promise<string> {
  const missing = await connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select name from unnest($1::text[]) as name where not exists
         (select 1 from pg_trigger where tgrelid = name::regclass and tgname = 'never_changed' and tgenabled in ('O', 'A'))`,
      [history],
    );
    return rows.map(({ name }) => name);
  });
  if (missing.length > 0)
    throw new Error(
      `No trigger protects ${missing.join(", ")}. Somebody took it away: check the audit trail against a kept checkpoint.`,
    );
  await connected(environment["DATABASE_APP_URL"] ?? "", async (client) => {
    for (const table of history) {
      const column = table === "audit_entries" ? "text" : "id";
      for (const attempt of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        if (!(await isRefused(client, attempt)))
          throw new Error(
            `The application may "${attempt}". Revoke it: REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM plumbline_app;`,
          );
      }
    }
  });
  return `${history.length} tables refuse every change, tried as the application.`;
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
