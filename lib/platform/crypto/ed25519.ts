import "server-only";
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { deriveSecret } from "@/lib/platform/crypto/derive";

/** A key pair of this installation for one purpose. */
export interface SigningPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The 32 bytes of the public key (RFC 8032). */
  raw: Buffer;
  pem: string;
  /** SHA-256 of the public key's DER form, in hexadecimal. */
  id: string;
}

// The fixed beginning of a PKCS #8 document with an Ed25519 seed (RFC 8410).
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** Returns the Ed25519 key pair that is derived from the installation's secret for one purpose; the same each time. */
export function derivedSigningPair(secret: string, purpose: string): SigningPair {
  const seed = deriveSecret(secret, purpose);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: "spki", format: "der" });
  return {
    privateKey,
    publicKey,
    raw: der.subarray(-32),
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    id: createHash("sha256").update(der).digest("hex"),
  };
}
