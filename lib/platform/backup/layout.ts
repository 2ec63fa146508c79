import "server-only";

// Where things lie in a backup, in this order. Whatever opens tar archives opens it.

/** The first file: what this is, for those who look before they read on. */
export const beginningName = "plumbline-backup.json";
export const readmeName = "README.txt";
export const manifestName = "manifest.json";
export const signatureName = "manifest.signature.json";

/** The format that this version writes. */
export const format = 1;

/** A table lies in pieces of this many bytes of rows, each compressed by itself. */
export const partBytes = 4 * 1024 * 1024;

/** Returns the name of a piece of a table; they count from 1. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, "0")}.gz`;
}

/** Returns the table whose first piece has this name, or null. */
export function tableOf(name: string): string | null {
  return /^tables\/(.+)\/000001\.gz$/.exec(name)?.[1] ?? null;
}

/** Returns the name of a stored file. */
export function fileName(sha256: string): string {
  return `files/${sha256}`;
}

/** Returns the SHA-256 of the stored file with this name, or null. */
export function digestOf(name: string): string | null {
  return /^files\/([0-9a-f]{64})$/.exec(name)?.[1] ?? null;
}

/** What the person who finds a backup has to know. */
export const readme = `A backup of Plumbline: every table as PostgreSQL's COPY writes it, every stored file under its SHA-256, and a manifest.

  plumbline backup verify <this file>                       is it whole?
  plumbline restore <this file> --data <an empty folder>    put it back

PLUMBLINE_SECRET is not in here. It must be kept apart from the backups, and it must be in place before a restore: every key
of the installation is made from it, and without it nothing can be signed or checked with the same keys again.

A backup is not encrypted, and holds personal data and the hashes of passwords. Keep it as the database itself is kept.
`;
