import "server-only";
import { createHash } from "node:crypto";
import * as z from "zod";
import { auditKey, checkStatement, signStatement } from "@/lib/platform/audit/checkpoint";
import { DamagedBackup } from "@/lib/platform/backup/damaged-backup";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const tableShape = z.strictObject({
  /** Schema and name, as in public.risks. */
  name: z.string(),
  columns: z.array(z.string()),
  rows: count,
  /** SHA-256 of the rows as COPY writes them, in the order of their key. */
  sha256: digest,
});

const fileShape = z.strictObject({ sha256: digest, size: count });

const manifestShape = z.strictObject({
  format: z.literal(1),
  product: z.string(),
  /** The instant whose state this is. */
  made: z.iso.datetime(),
  /** Version of the PostgreSQL server. */
  server: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: digest })),
  tables: z.array(tableShape),
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string(), used: z.boolean() })),
  files: z.array(fileShape),
  /** Files that a record names and that the storage had lost or damaged before the backup was made. */
  missing: z.array(digest),
  /** The audit chain: how many entries, and the hash of the last one. */
  audit: z.strictObject({ entries: count, head: z.string() }),
  /** SHA-256 of the definitions of each kind: policies, triggers, grants … */
  walls: z.record(z.string(), digest),
  /** What is not in the backup, and why. */
  leftOut: z.record(z.string(), z.string()),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifestShape>;
export type TableInBackup = z.infer<typeof tableShape>;
export type FileInBackup = z.infer<typeof fileShape>;

const signatureShape = z.strictObject({ key: z.string(), publicKey: z.string(), signature: z.string() });

/** Whose key signed a backup. */
export interface Signed {
  /** Name of the key, made from the key itself. */
  key: string;
  /** In PEM form. */
  publicKey: string;
}

/** Returns the manifest as it is stored, and its signature with the key that signs the checkpoints of this installation. */
export function signedManifest(manifest: Manifest): { text: Buffer; signature: Buffer } {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const { name, signature } = signStatement(statementOf(text));
  const signed = { key: name, publicKey: auditKey().pem, signature };
  return { text, signature: Buffer.from(`${JSON.stringify(signed, null, 1)}\n`) };
}

/** Returns the manifest and who signed it; throws DamagedBackup unless the named key signed exactly this text. */
export function readManifest(text: Buffer, signature: Buffer): { manifest: Manifest; signed: Signed } {
  const manifest = manifestShape.safeParse(json(text));
  const signed = signatureShape.safeParse(json(signature));
  if (!manifest.success || !signed.success) throw new DamagedBackup("Its manifest cannot be read.");
  const { key, publicKey } = signed.data;
  if (!checkStatement(statementOf(text), signed.data))
    throw new DamagedBackup("Its manifest is not the one that was signed.");
  return { manifest: manifest.data, signed: { key, publicKey } };
}

function statementOf(text: Buffer): string {
  return `plumbline-backup-1 ${createHash("sha256").update(text).digest("hex")}\n`;
}

function json(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    return null;
  }
}
