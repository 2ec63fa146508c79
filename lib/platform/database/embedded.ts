import "server-only";
import { randomUUID } from "node:crypto";
import { access, constants, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import {
  type Place,
  preparePlace,
  readState,
  type State,
  writeState,
} from "@/lib/platform/database/embedded/place";
import {
  findPostmaster,
  initialise,
  launch,
  type Postmaster,
  shutDown,
  waitUntilReady,
} from "@/lib/platform/database/embedded/postmaster";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { withFileLock } from "@/lib/platform/process/file-lock";
import { isAlive, ownIdentity, stillRuns } from "@/lib/platform/process/process-identity";

/** A running embedded server. Both addresses belong to its owner, a superuser. */
export type EmbeddedServer = {
  /** The application's database. */
  url: string;
  /** The maintenance database `postgres`, for creating and dropping others. */
  adminUrl: string;
  /** Ends the server, unless another live process still uses it. */
  stop(): Promise<void>;
  /** Tells whether the server process still runs. */
  isRunning(): Promise<boolean>;
};

export type EmbeddedOptions = {
  /** The folder that keeps the files, the log and the password between starts. */
  directory: string;
  /** The database of this application, made at the first start; `plumbline` by default. */
  database?: string;
  /** A fixed TCP port; without it a free one is chosen and remembered. */
  port?: number;
  /** False only for throw-away data in tests: much faster, and lost in a power cut. */
  durable?: boolean;
};

/**
 * Starts the embedded PostgreSQL kept in `directory`, or joins it when it already runs (as a second
 * command, or because its starter was killed). Throws SetupError when it cannot run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const directory = path.resolve(options.directory);
  await makeFolder(directory);
  return withFileLock(lockFile(directory), async () => {
    const state = await readState(directory);
    const place = await preparePlace(directory, state);
    const server = (await join(place)) ?? (await start(place, directory, state, options));
    const user = path.join(directory, "users", randomUUID());
    await writeFile(user, ownIdentity());
    const database = options.database ?? "plumbline";
    const address = (name: string) => ownerUrl(state.password, server.port, name);
    await ensureDatabase(address(database), address("postgres"), database);
    return {
      url: address(database),
      adminUrl: address("postgres"),
      stop: () => leave(directory, place, user),
      isRunning: async () => (await findPostmaster(place)) !== null,
    };
  });
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(path.join(directory, "users"), { recursive: true, mode: 0o711 });
    await access(directory, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The data folder ${directory} cannot be written: ${reason}. Start Plumbline as the user who owns it, or set PLUMBLINE_DATA to another folder.`,
    );
  }
}

// A server may be found while it still starts, recovers or ends; waiting tells which.
async function join(place: Place): Promise<Postmaster | null> {
  const found = await findPostmaster(place);
  if (!found || found.ready) return found;
  return waitUntilReady(place, () => !isAlive(found.pid));
}

async function start(
  place: Place,
  directory: string,
  state: State,
  options: EmbeddedOptions,
): Promise<Postmaster> {
  const made = await stat(path.join(place.data, "PG_VERSION")).catch(() => null);
  if (!made) await initialise(place, state.password);
  const port = options.port ?? (await freePort(state.port));
  const server = await launch(place, port, options.durable ?? true);
  if (state.port !== port) await writeState(directory, { ...state, port });
  return server;
}

// The last one out ends the server: a short command must not end it under a running application.
async function leave(directory: string, place: Place, user: string): Promise<void> {
  await withFileLock(lockFile(directory), async () => {
    await rm(user, { force: true });
    for (const name of await readdir(path.join(directory, "users"))) {
      const other = path.join(directory, "users", name);
      if (stillRuns(await readFile(other, "utf8"))) return;
      await rm(other, { force: true });
    }
    const server = await findPostmaster(place);
    if (server) await shutDown(place, server.pid);
  });
}

async function ensureDatabase(url: string, adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await refreshCollation(client, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "3D000")) throw error;
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(`create database ${escapeIdentifier(name)}`).finally(() => admin.end());
  } finally {
    await client.end();
  }
}

// A newer PostgreSQL package may bring newer sorting rules, under which the indexes must be built anew.
async function refreshCollation(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query(
    "select from pg_database where datname = $1 and datcollversion <> pg_database_collation_actual_version(oid)",
    [name],
  );
  if (rowCount === 0) return;
  await client.query("reindex database");
  await client.query(`alter database ${escapeIdentifier(name)} refresh collation version`);
}

async function freePort(preferred: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (preferred ? freePort(undefined).then(resolve, reject) : reject(error)));
    probe.listen(preferred ?? 0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function ownerUrl(password: string, port: number, database: string): string {
  return `postgresql://plumbline:${password}@127.0.0.1:${port}/${database}`;
}

function lockFile(directory: string): string {
  return path.join(directory, "embedded.lock");
}
