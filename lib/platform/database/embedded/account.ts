import "server-only";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { SetupError } from "@/lib/platform/errors/setup-error";

const run = promisify(execFile);
const name = "postgres";

/** The operating-system account PostgreSQL runs as. */
export type Account = { uid: number; gid: number };

/** Tells whether this process is root, under which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Returns the `postgres` system account, making it where it is missing; throws SetupError where that fails. */
export async function postgresAccount(): Promise<Account> {
  const found = await find();
  if (found) return found;
  const options = [
    "--system",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
  ];
  await run("useradd", [...options, "--user-group", name])
    .catch(() => run("useradd", [...options, "--gid", name, name]))
    .catch(() => undefined);
  const made = await find();
  if (made) return made;
  throw new SetupError(
    "PostgreSQL does not run as root, and the system account `postgres` could not be made. Start Plumbline as an ordinary user, make the account, or set DATABASE_URL.",
  );
}

/** Tells whether the account may enter `folder` and every folder above it. */
export async function mayEnter(account: Account, folder: string): Promise<boolean> {
  const resolved = path.resolve(folder);
  const { mode, uid, gid } = await stat(resolved);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = path.dirname(resolved);
  return parent === resolved || mayEnter(account, parent);
}

async function find(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
