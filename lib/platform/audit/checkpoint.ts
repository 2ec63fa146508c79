import "server-only";
import { createHash, createPublicKey, sign, verify } from "node:crypto";
import { derivedSigningPair, type SigningPair } from "@/lib/platform/crypto/ed25519";
import { installationSecrets } from "@/lib/platform/settings/settings";

/** What a checkpoint says: so many entries, the root of the tree of their hashes, and the last of them. */
export interface Checkpoint {
  size: number;
  root: Buffer;
  head: Buffer;
}

/** The public half of the key that signs checkpoints. */
export interface AuditKey {
  /** Origin of the chain and name of the key; made from the key, so that it is the same wherever it is seen. */
  name: string;
  /** In the form of C2SP signed-note: name, key id and key. */
  verifier: string;
  /** The same key in PEM form. */
  pem: string;
}

const ed25519 = Buffer.from([1]);

/** Returns the checkpoint as a signed note (C2SP tlog-checkpoint); the chain's head is its extension line. */
export function signCheckpoint({ size, root, head }: Checkpoint): string {
  const { privateKey, name, keyId } = signer();
  const text = `${name}\n${size}\n${root.toString("base64")}\nhead ${head.toString("base64")}\n`;
  const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString("base64")}\n`;
}

/** Returns what a signed note says, or null unless a key of this installation, the present or an earlier one, signed exactly this text. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [, text = "", signedBy, signature = ""] = /^([\s\S]+\n)\n— (\S+) (\S+)\n$/.exec(note) ?? [];
  const bytes = Buffer.from(signature, "base64");
  const by = signers().find(({ name }) => name === signedBy);
  if (!by || !bytes.subarray(0, 4).equals(by.keyId)) return null;
  if (!verify(null, Buffer.from(text), by.publicKey, bytes.subarray(4))) return null;
  const [origin, size, root = "", head = ""] = text.split("\n");
  if (origin !== by.name) return null;
  return {
    size: Number(size),
    root: Buffer.from(root, "base64"),
    head: Buffer.from(head.replace(/^head /, ""), "base64"),
  };
}

/** Signs a statement of this installation other than a checkpoint, such as the digest of a report; the same text gives the same signature. */
export function signStatement(text: string): { name: string; signature: string } {
  const { privateKey, name } = signer();
  return { name, signature: sign(null, Buffer.from(text), privateKey).toString("base64") };
}

/** Tells whether the named key, and it alone, signed the statement; whose key it is stands in its name. */
export function checkStatement(
  text: string,
  { key, publicKey, signature }: { key: string; publicKey: string; signature: string },
): boolean {
  try {
    const held = createPublicKey(publicKey);
    if (held.asymmetricKeyType !== "ed25519") return false;
    const raw = held.export({ type: "spki", format: "der" }).subarray(-32);
    return nameOf(raw) === key && verify(null, Buffer.from(text), held, Buffer.from(signature, "base64"));
  } catch {
    // No key, or no signature.
    return false;
  }
}

/** Returns the name of the key that an installation with this secret signs with. */
export function auditKeyName(secret: string): string {
  return makeSigner(secret).name;
}

/** Returns the public key by which anybody can check the checkpoints of this installation. */
export function auditKey(): AuditKey {
  const { pem, name, keyId, raw } = signer();
  return {
    name,
    verifier: `${name}+${keyId.toString("hex")}+${Buffer.concat([ed25519, raw]).toString("base64")}`,
    pem,
  };
}

interface Signer extends SigningPair {
  name: string;
  keyId: Buffer;
}

let made: Signer[] | undefined;

/** The newest key signs; what an earlier one signed stays proof. */
function signers(): Signer[] {
  made ??= installationSecrets().map(makeSigner);
  return made;
}

function signer(): Signer {
  const [newest] = signers();
  if (!newest) throw new Error("There is no secret to sign with. Set PLUMBLINE_SECRET.");
  return newest;
}

function makeSigner(secret: string): Signer {
  const pair = derivedSigningPair(secret, "audit checkpoint key");
  const { raw } = pair;
  const name = nameOf(raw);
  const keyId = createHash("sha256").update(`${name}\n`).update(ed25519).update(raw).digest().subarray(0, 4);
  return { ...pair, name, keyId };
}

function nameOf(raw: Uint8Array): string {
  return `plumbline-audit/${createHash("sha256").update(raw).digest("hex").slice(0, 16)}`;
}
