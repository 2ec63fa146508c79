import "server-only";
import * as z from "zod";
import { deriveSecret } from "@/lib/platform/crypto/derive";

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );

/** Seconds between the request to stop and the end of listening. */
export const stopNotice = z.coerce.number().int().min(0).max(15).default(0);

const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** The database as its owner sees it; used by migrations and the command line. */
  DATABASE_URL: z.url().optional(),
  /** The database as the application sees it: a role that owns no table. Derived from DATABASE_URL when not set. */
  DATABASE_APP_URL: z.url().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(12),
  /** 256 bits, hexadecimal; every key of the product is derived from it. */
  PLUMBLINE_SECRET: z
    .string()
    .regex(
      /^[0-9a-f]{64,}$/,
      "must be at least 64 hexadecimal digits (256 bits), for example from: openssl rand -hex 32",
    ),
  /** Earlier values of PLUMBLINE_SECRET, separated by commas: what was sealed or signed under them still opens and checks. */
  PLUMBLINE_PREVIOUS_SECRETS: list.pipe(
    z.array(z.string().regex(/^[0-9a-f]{64,}$/, "must each be at least 64 hexadecimal digits")),
  ),
  PUBLIC_URL: z.url().default("http://localhost:3000"),
  /** Further origins from which browsers may write, separated by commas. */
  ALLOWED_ORIGINS: list,
  /** How many proxies in front of the application may be believed about the address of a caller. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /**
   * Where a sign-in provider may be: "public" for public addresses alone, "private" for the issuer's own host in a private
   * network as well, "loopback" for this machine too and there without TLS, for trials.
   */
  ISSUER_NETWORK: z.enum(["public", "private", "loopback"]).default("private"),
  STORAGE_DIRECTORY: z.string().default(".plumbline/files"),
  S3_BUCKET: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** A folder outside of this machine's disk, or a bucket, to which signed checkpoints of the audit trail are copied. */
  CHECKPOINT_DIRECTORY: z.string().min(1).optional(),
  CHECKPOINT_BUCKET: z.string().min(1).optional(),
  /** The mail server, such as smtp://user:password@mail.example.com:587; without it nothing is mailed. */
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "must be an address such as smtp://user:password@mail.example.com:587",
    })
    .optional(),
  /** Who mail is from. */
  MAIL_FROM: z.string().default("Plumbline <plumbline@localhost>"),
  /**
   * Receivers of webhooks inside one's own network, separated by commas: host names, addresses or ranges such as 10.1.0.0/16.
   * Everything else has to be an address of the public internet.
   */
  WEBHOOK_ALLOWED_HOSTS: list,
  /** Ports on which receivers of webhooks may listen, separated by commas. */
  WEBHOOK_ALLOWED_PORTS: list
    .transform((ports) => (ports.length === 0 ? ["443"] : ports))
    .pipe(z.array(z.string().regex(/^[1-9]\d{0,4}$/, "must be port numbers, such as 443,8443"))),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  /** Requests to the API that one person or token may make in a minute. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000_000).default(3_000),
  /** Seconds for which a web server that is asked to stop still answers while it says that it is not ready: others are to send people elsewhere meanwhile. */
  STOP_NOTICE_SECONDS: stopNotice,
  UPLOAD_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(50 * 1024 * 1024),
});

export type Settings = Readonly<z.infer<typeof environment>>;

let current: Settings | undefined;

/** Returns the settings of this process, read once from the environment; throws a message that names each wrong one. */
export function settings(): Settings {
  if (current) return current;
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Plumbline cannot start with these settings:\n${lines.join("\n")}`);
  }
  current = parsed.data;
  return current;
}

/** Returns the secrets of this installation, the newest first: it makes what is new, all of them open and check what is there. */
export function installationSecrets(): readonly string[] {
  const { PLUMBLINE_SECRET, PLUMBLINE_PREVIOUS_SECRETS } = settings();
  return [PLUMBLINE_SECRET, ...PLUMBLINE_PREVIOUS_SECRETS];
}

/** Returns the connection string of the runtime role; throws when neither database setting is present. */
export function runtimeDatabaseUrl(): string {
  const { DATABASE_APP_URL, DATABASE_URL, PLUMBLINE_SECRET, PLUMBLINE_PREVIOUS_SECRETS } = settings();
  if (DATABASE_APP_URL) return DATABASE_APP_URL;
  if (!DATABASE_URL) throw new Error("Set DATABASE_URL, or DATABASE_APP_URL for the runtime role.");
  const url = new URL(DATABASE_URL);
  url.username = runtimeRole;
  url.password = runtimePassword(PLUMBLINE_SECRET, PLUMBLINE_PREVIOUS_SECRETS);
  return url.toString();
}

/** The database role of the running application; it owns nothing and is bound by every policy. */
export const runtimeRole = "plumbline_app";

/**
 * Returns the password of the runtime role, derived from the earliest of the installation's secrets that is still given: while
 * a secret is replaced, instances of before and after reach the same database.
 */
export function runtimePassword(secret: string, earlier: readonly string[] = []): string {
  return deriveSecret(earlier.at(-1) ?? secret, "database runtime role").toString("hex");
}
