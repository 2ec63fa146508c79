import "server-only";
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { SetupError } from "@/lib/platform/errors/setup-error";

const rounds = 4096;
const limits = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION";

/** The role the application runs as, which owns no table and is held by row-level security. */
export type AppRole = { name: string; password: string };

/** Returns `url` with the role's name and password in place of its own: the address the application uses. */
export function appUrl(url: string, role: AppRole): string {
  const address = new URL(url);
  address.username = encodeURIComponent(role.name);
  address.password = encodeURIComponent(role.password);
  return address.href;
}

/**
 * Makes the role or renews its password and lets it connect. Throws SetupError with the SQL that an
 * administrator must run when the connection's own role may not do this.
 */
export async function ensureAppRole(client: Client, url: string, role: AppRole): Promise<void> {
  const found = await client.query<{ harmful: boolean }>(
    "select rolsuper or rolbypassrls or rolcreaterole or not rolcanlogin as harmful from pg_roles where rolname = $1",
    [role.name],
  );
  const harmful = found.rows[0]?.harmful ?? true;
  if (harmful || !(await canLogIn(appUrl(url, role)))) {
    await changeRole(client, found.rows.length === 0 ? "CREATE" : "ALTER", role);
  }
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const name = escapeIdentifier(role.name);
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(rows[0]?.name ?? "")} TO ${name}`);
  await client.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
}

async function changeRole(client: Client, verb: "CREATE" | "ALTER", role: AppRole): Promise<void> {
  // The server gets only a verifier: a password in plain text could end up in its log.
  const secret = escapeLiteral(scramVerifier(role.password));
  const sql = `${verb} ROLE ${escapeIdentifier(role.name)} ${limits} PASSWORD ${secret}`;
  try {
    await client.query(sql);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // Another database of the same server is being migrated at the same moment and made the role.
    if (code === "42710" || code === "23505" || code === "XX000") return;
    if (code !== "42501") throw error;
    throw new SetupError(
      `The role in DATABASE_URL may not make the role ${role.name}, which the application runs as. Ask a database administrator to run this once, then start again (the password is stored only as a verifier):\n\n${sql};\n`,
    );
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const probe = new Client({ connectionString: url });
  try {
    await probe.connect();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "28P01" || error.code === "28000"))
      return false;
    if (error instanceof Error && "code" in error && error.code === "42501") return true;
    throw error;
  } finally {
    await probe.end();
  }
}

// RFC 5803, as PostgreSQL stores it.
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}
