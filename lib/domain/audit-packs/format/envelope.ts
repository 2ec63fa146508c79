import "server-only";

/** What is signed: an in-toto statement (v1) about the manifest, in a DSSE envelope (v1) with one Ed25519 signature. */
export const payloadType = "application/vnd.in-toto+json";
export const statementType = "https://in-toto.io/Statement/v1";
export const predicateType = "urn:plumbline:audit-pack:1";

/** The two files of a pack that the manifest cannot list: itself and its signature. */
export const manifestPath = "manifest.json";
export const envelopePath = "manifest.dsse.json";

/** A public key that the reader trusts; its id is the SHA-256 of its DER form. */
export interface TrustedKey {
  id: string;
  key: CryptoKey;
}

/** That no trusted key can be read from what was given; the message says what to do. */
export class KeyProblem extends Error {}

// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) before its 32 bytes.
const ed25519Prefix = "302a300506032b6570032100";
const pemBlock = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g;

/** Returns the Ed25519 keys of a PEM text, which may hold several; throws KeyProblem when it holds none or another kind. */
export async function trustedKeys(pem: string): Promise<TrustedKey[]> {
  const blocks = [...pem.matchAll(pemBlock)].map(([, text = ""]) => fromBase64(text.replace(/\s/g, "")));
  if (blocks.length === 0)
    throw new KeyProblem(
      "There is no public key in PEM form (BEGIN PUBLIC KEY). Give the file that the makers of the pack published.",
    );
  return Promise.all(blocks.map(keyOf));
}

async function keyOf(der: Uint8Array<ArrayBuffer> | null): Promise<TrustedKey> {
  if (der?.length !== 44 || !hex(der).startsWith(ed25519Prefix))
    throw new KeyProblem("The public key is not an Ed25519 key. Packs are signed with Ed25519 alone.");
  const key = await crypto.subtle.importKey("spki", der, { name: "Ed25519" }, true, ["verify"]).catch(() => {
    throw new KeyProblem(
      "Ed25519 signatures cannot be checked here. Use a newer browser, or the command `plumbline verify`.",
    );
  });
  return { id: await sha256(der), key };
}

/** Returns the SHA-256 of bytes in hexadecimal. */
export async function sha256(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
}

/** Returns the bytes that a DSSE signature is over: its pre-authentication encoding. */
export function signedBytes(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const before = new TextEncoder().encode(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `);
  const all = new Uint8Array(before.length + payload.length);
  all.set(before);
  all.set(payload, before.length);
  return all;
}

/** Returns the text of the statement that the manifest with this digest is the manifest of a pack. */
export function statementText(manifestSha256: string, about: object): string {
  const subject = [{ name: manifestPath, digest: { sha256: manifestSha256 } }];
  return JSON.stringify({ _type: statementType, subject, predicateType, predicate: about });
}

/** Returns the envelope file: the one text that it can have. */
export function envelopeText(payload: string, keyid: string, sig: string): string {
  return `${JSON.stringify({ payloadType, payload, signatures: [{ keyid, sig }] })}\n`;
}

/** Returns the bytes of base64 in its one canonical form, or null. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (letter) => letter.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

function hex(data: Uint8Array): string {
  return [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
