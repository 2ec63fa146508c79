import "server-only";
import path from "node:path";
import * as z from "zod";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { stopNotice } from "@/lib/platform/settings/settings";

const environment = z.object({
  /** Any PostgreSQL from version 15 on, as the owner of the database; without it an embedded server is used. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The same database as the application's role sees it; made from DATABASE_URL when not set. */
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PLUMBLINE_SECRET: z
    .string()
    .regex(/^[0-9a-f]{64,}$/, "must be at least 64 hexadecimal digits")
    .optional(),
  PLUMBLINE_PREVIOUS_SECRETS: z
    .string()
    .regex(
      /^[0-9a-f]{64,}(\s*,\s*[0-9a-f]{64,})*$/,
      "must be secrets of at least 64 hexadecimal digits, separated by commas",
    )
    .transform((text) => text.split(/\s*,\s*/))
    .default([]),
  /** The folder for the embedded database, files, logs and the generated secret. */
  PLUMBLINE_DATA: z.string().min(1).default(".plumbline"),
  STORAGE_DIRECTORY: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(1).optional(),
  /** Where backups go; with it, `start` makes one a day. */
  BACKUP_DIRECTORY: z.string().min(1).optional(),
  /** How many backups stay in that folder. */
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1000).default(7),
  STOP_NOTICE_SECONDS: stopNotice,
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: z.url().optional(),
  /** Where npm was called from; paths on the command line are relative to it. */
  INIT_CWD: z.string().optional(),
  npm_lifecycle_event: z.string().optional(),
});

/** What the command line needs to know before the application's own settings exist. */
export type LaunchSettings = Readonly<z.infer<typeof environment>>;

/** Returns the settings for starting Plumbline; empty variables count as not set. Throws SetupError naming each wrong one. */
export function launchSettings(): LaunchSettings {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new SetupError(`Plumbline cannot start with these environment variables:\n${lines.join("\n")}`);
}

/** Returns `file` as an absolute path, read from the folder the user typed the command in. */
export function fromInvocation(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}

/** Makes the values part of this process's environment, from which `settings()` reads them. */
export function applyEnvironment(values: Record<string, string>): void {
  Object.assign(process.env, values);
}

/** Returns the environment for a child process: ours, the values on top, and nothing it must not know. */
export function childEnvironment(
  values: Record<string, string>,
  without: readonly string[] = [],
): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...values };
  for (const name of without) delete merged[name];
  return merged;
}

/** Returns what a program of another maker needs to run, and nothing of ours: no secret, no PG… variable that changes it. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", SystemRoot } = process.env;
  return { NODE_ENV: "production", PATH, LC_ALL: "C", ...(SystemRoot ? { SystemRoot } : {}) };
}
