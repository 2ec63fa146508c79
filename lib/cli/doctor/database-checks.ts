import path from "node:path";
import { asApplication, connected } from "@/lib/cli/doctor/connect";
import type { Installation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import { pendingMigrations } from "@/lib/platform/database/migrate";
import { runtimeRole } from "@/lib/platform/settings/settings";

interface Role {
  name: string;
  powers: string;
  owned: number;
  /** Whom it may act as. */
  other: string | null;
  triggers: string;
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

/** Throws unless the application's role is held by every wall: it owns nothing, is nobody else, and passes neither policy nor trigger by. */
export function checkRole({ environment }: Pick<Installation, "environment">): Promise<string> {
  return asApplication(environment, async (client) => {
    const { rows } = await client.query<Role>(
      `select current_user as name, concat_ws(', ', case when rolsuper then 'SUPERUSER' end, case when rolbypassrls then 'BYPASSRLS' end,
         case when rolcreaterole then 'CREATEROLE' end, case when rolcreatedb then 'CREATEDB' end) as powers,
         (select count(*)::int from pg_class where relowner = r.oid) as owned,
         (select string_agg(quote_ident(o.rolname), ', ' order by 1) from pg_roles o where pg_has_role(r.oid, o.oid, 'member') and o.oid <> r.oid and o.rolname <> $1) as other,
         current_setting('session_replication_role') as triggers
       from pg_roles r where rolname = current_user`,
      [runtimeRole],
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
    if (role.other !== null)
      throw new Error(
        `${role.name} may act as ${role.other}. Take it away: REVOKE ${role.other} FROM ${role.name};`,
      );
    if (role.triggers !== "origin")
      throw new Error(
        `No trigger fires for ${role.name}: ALTER ROLE ${role.name} RESET session_replication_role; and the same for the database.`,
      );
    return `${role.name} owns nothing and passes no policy by.`;
  });
}
