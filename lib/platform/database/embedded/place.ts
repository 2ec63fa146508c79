import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Account, isRoot, mayEnter, postgresAccount } from "@/lib/platform/database/embedded/account";
import { copyBinaries, packagedPostgres, prepareBinaries } from "@/lib/platform/database/embedded/binaries";
import { SetupError } from "@/lib/platform/errors/setup-error";

const stateShape = z.object({
  password: z.string(),
  port: z.number().int().exactOptional(),
  /** Where the files are when not in the data folder itself, which may be moved as a whole. */
  elsewhere: z.string().exactOptional(),
});

/** What is remembered about an embedded server between starts. */
export type State = z.infer<typeof stateShape>;

/** Where an embedded server's programs and files are, and which account runs it (none: our own). */
export type Place = {
  programs: string;
  base: string;
  data: string;
  log: string;
  account: Account | undefined;
};

/** Returns the remembered state of the server kept in `directory`, made at the first call. */
export async function readState(directory: string): Promise<State> {
  const file = stateFile(directory);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return stateShape.parse(JSON.parse(text));
  const elsewhere = await chooseElsewhere(directory);
  const password = randomBytes(24).toString("base64url");
  const state: State = elsewhere === undefined ? { password } : { password, elsewhere };
  await setAside(path.join(state.elsewhere ?? directory, "postgres"), directory);
  await writeState(directory, state);
  return state;
}

/** Stores the state where only this account can read it: it holds the password of the database owner. */
export async function writeState(directory: string, state: State): Promise<void> {
  const file = stateFile(directory);
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Returns the place of the server and prepares its programs; throws SetupError where its files belong to another account. */
export async function preparePlace(directory: string, state: State): Promise<Place> {
  const base = state.elsewhere ?? directory;
  const data = path.join(base, "postgres");
  const log = path.join(directory, "log", "postgres.log");
  await mkdir(path.dirname(log), { recursive: true, mode: 0o700 });
  const native = packagedPostgres();
  await prepareBinaries(native);
  const account = await accountFor(data);
  if (account && !(await mayEnter(account, base))) {
    throw new SetupError(
      `The account that runs PostgreSQL (user number ${account.uid}) may not enter ${base}. Move the project to a folder that others may enter, or start Plumbline as the user who owns it.`,
    );
  }
  const programs = account ? await reachablePrograms(native, directory, account) : native;
  return { programs, base, data, log, account };
}

// Database files without their password: in a system folder they are what a deleted data folder left
// behind, and deleting it meant a fresh start; still, nobody's data is removed here.
async function setAside(data: string, directory: string): Promise<void> {
  if (!(await stat(data).catch(() => undefined))) return;
  if (path.dirname(data) === directory) {
    throw new SetupError(
      `${stateFile(directory)} is missing. Restore it from a backup, or move ${data} away to start afresh.`,
    );
  }
  await rename(data, `${data}.${new Date().toISOString().replaceAll(":", "")}`);
}

// Files once written decide: whoever owns them runs the server, whatever is installed since.
async function accountFor(data: string): Promise<Account | undefined> {
  const owner = await stat(data).catch(() => undefined);
  if (isRoot()) return owner ? { uid: owner.uid, gid: owner.gid } : postgresAccount();
  if (owner && process.getuid && owner.uid !== process.getuid()) {
    throw new SetupError(
      `The database files in ${data} belong to another user (number ${owner.uid}): start Plumbline as that user or as root.`,
    );
  }
  return undefined;
}

async function chooseElsewhere(directory: string): Promise<string | undefined> {
  if (!isRoot() || (await mayEnter(await postgresAccount(), directory))) return undefined;
  return systemFolder(directory);
}

async function reachablePrograms(native: string, directory: string, account: Account): Promise<string> {
  const program = await stat(path.join(native, "bin", "postgres"));
  if ((program.mode & 0o005) === 0o005 && (await mayEnter(account, path.join(native, "bin")))) return native;
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(native, "../package.json"), "utf8")));
  const copy = path.join(await systemFolder(directory), `postgresql-${version}`);
  await copyBinaries(native, copy);
  return copy;
}

// Below /root nobody else may enter. Not /var/tmp: files there are removed after thirty days unused.
async function systemFolder(directory: string): Promise<string> {
  const id = createHash("sha256").update(path.resolve(directory)).digest("hex").slice(0, 12);
  const folder = `/var/lib/plumbline-${id}`;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  return folder;
}

function stateFile(directory: string): string {
  return path.join(directory, "embedded.json");
}
