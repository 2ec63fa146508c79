import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { projectRoot } from "@/lib/cli/project";
import { type AppRole, appUrl } from "@/lib/platform/database/app-role";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { type MigrateReport, migrate } from "@/lib/platform/database/migrate";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { applyEnvironment, type LaunchSettings, launchSettings } from "@/lib/platform/settings/launch";
import { runtimePassword, runtimeRole } from "@/lib/platform/settings/settings";

/** The demonstration keeps its own database and files, so that it never mixes with real data. */
export type Mode = "demo" | "main";

/** An opened installation: its database runs, and this process's environment describes it. */
export type Installation = {
  mode: Mode;
  /** The folder for logs, files and the embedded database. */
  directory: string;
  launch: LaunchSettings;
  ownerUrl: string;
  role: AppRole;
  /** What a child process needs in its environment to be part of this installation. */
  environment: Record<string, string>;
  migrate(): Promise<MigrateReport>;
  /** Tells whether the embedded database still runs; always true for a database of your own. */
  isRunning(): Promise<boolean>;
  /** Ends the embedded server, unless another process uses it. */
  close(): Promise<void>;
};

/**
 * Opens the installation of this folder, starting its embedded database unless DATABASE_URL is set.
 * Without a mode it is the one started last; `beforeStart` may claim the data folder. Throws SetupError when it cannot be opened.
 */
export async function openInstallation(
  wanted?: Mode,
  beforeStart?: (directory: string) => Promise<void>,
): Promise<Installation> {
  const launch = launchSettings();
  const directory = path.resolve(projectRoot, launch.PLUMBLINE_DATA);
  await mkdir(directory, { recursive: true, mode: 0o711 });
  await beforeStart?.(directory);
  const mode = wanted ?? (await lastMode(directory));
  const secret = launch.PLUMBLINE_SECRET ?? (await ownSecret(directory));
  const database = mode === "demo" ? "plumbline_demo" : "plumbline";
  const embedded = launch.DATABASE_URL ? null : await startEmbedded({ directory, database });
  const ownerUrl = launch.DATABASE_URL ?? embedded?.url ?? "";
  const role = roleOf(launch, secret);
  const environment = {
    DATABASE_APP_URL: launch.DATABASE_APP_URL ?? appUrl(ownerUrl, role),
    PLUMBLINE_SECRET: secret,
    STORAGE_DIRECTORY: path.resolve(
      projectRoot,
      launch.STORAGE_DIRECTORY ?? path.join(directory, mode, "files"),
    ),
  };
  applyEnvironment({ ...environment, DATABASE_URL: ownerUrl });
  return {
    mode,
    directory,
    launch,
    ownerUrl,
    role,
    environment,
    migrate: () =>
      migrate({
        url: ownerUrl,
        appRole: role.name,
        appPassword: role.password,
        directory: path.join(projectRoot, "prisma/migrations"),
      }),
    isRunning: async () => (await embedded?.isRunning()) ?? true,
    close: async () => embedded?.stop(),
  };
}

/** Remembers which installation was started, for commands that name none. */
export async function rememberMode(directory: string, mode: Mode): Promise<void> {
  await writeFile(modeFile(directory), mode);
}

async function lastMode(directory: string): Promise<Mode> {
  const text = await readFile(modeFile(directory), "utf8").catch(() => "main");
  return z.enum(["demo", "main"]).catch("main").parse(text);
}

// Written once with `wx`: of two commands that start together, one writes and both read the same.
async function ownSecret(directory: string): Promise<string> {
  const file = path.join(directory, "secret");
  await writeFile(file, randomBytes(32).toString("hex"), { flag: "wx", mode: 0o600 }).catch(ignoreExisting);
  const secret = (await readFile(file, "utf8")).trim();
  if (/^[0-9a-f]{64,}$/.test(secret)) return secret;
  throw new SetupError(`${file} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

function roleOf(launch: LaunchSettings, secret: string): AppRole {
  if (!launch.DATABASE_APP_URL)
    return { name: runtimeRole, password: runtimePassword(secret, launch.PLUMBLINE_PREVIOUS_SECRETS) };
  const { username, password } = new URL(launch.DATABASE_APP_URL);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function modeFile(directory: string): string {
  return path.join(directory, "mode");
}
