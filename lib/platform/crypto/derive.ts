import "server-only";
import { hkdfSync } from "node:crypto";

/** Returns 32 bytes derived from the installation's secret for one purpose (HKDF-SHA-256, RFC 5869). */
export function deriveSecret(master: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(master, "hex"), "", `plumbline ${purpose}`, 32));
}
