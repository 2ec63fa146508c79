import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { installationSecrets } from "@/lib/platform/settings/settings";

/** Where a sealed secret is stored; taken to another row or column, it does not open. */
export interface SealedPlace {
  table: string;
  id: string;
  column: string;
}

const form = "sealed1";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Returns a small secret as it may be stored: AES-256-GCM under a key derived from the installation's newest secret, with
 * the id of that key. The secrets are those of the settings, the newest first.
 */
export function seal(plain: string, place: SealedPlace, secrets = installationSecrets()): string {
  const [newest] = sealingKeys(secrets);
  if (!newest) throw new Error("There is no secret to seal with. Set PLUMBLINE_SECRET.");
  return `${form}.${newest.id}.${encrypt(newest.key, plain, boundTo(place))}`;
}

/** Returns the secret again. Throws, saying what to do, under an unknown key, in another place, and when a bit was changed. */
export function unseal(sealed: string, place: SealedPlace, secrets = installationSecrets()): string {
  const id = sealedUnder(sealed);
  const key = sealingKeys(secrets).find((one) => one.id === id)?.key;
  if (!key)
    throw new Error(
      `A secret of ${place.table} is sealed under the key ${id}, which is not known here. Put the value of PLUMBLINE_SECRET that was in use before into PLUMBLINE_PREVIOUS_SECRETS.`,
    );
  try {
    return decrypt(key, sealed.split(".")[2] ?? "", boundTo(place));
  } catch (cause) {
    throw new Error(
      `A secret of ${place.table} does not open: it was changed, or belongs to another record. Restore the row ${place.id} from a backup.`,
      { cause },
    );
  }
}

/** Returns a text encrypted by AES-256-GCM under a key of 32 bytes, as base64url: nonce, ciphertext, tag. It opens only with the same binding. */
export function encrypt(key: Buffer, plain: string, binding: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(binding);
  return Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64url",
  );
}

/** Returns the text again. Throws under another key, with another binding, and when a bit was changed. */
export function decrypt(key: Buffer, encrypted: string, binding: Buffer): string {
  const bytes = Buffer.from(encrypted, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(binding)
    .setAuthTag(bytes.subarray(-tagBytes));
  const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  return Buffer.concat([plain, decipher.final()]).toString("utf8");
}

/** Returns the id of the key that a secret is sealed under. */
export function sealedUnder(sealed: string): string {
  const [, id] = /^sealed1\.([0-9a-f]{8})\.[\w-]+$/.exec(sealed) ?? [];
  if (!id) throw new Error("This is no sealed secret.");
  return id;
}

/** Returns the id of the key that seals now. */
export function newestSealingKey(secrets = installationSecrets()): string {
  return sealingKeys(secrets)[0]?.id ?? "";
}

// The id is derived beside the key and tells nothing of it.
function sealingKeys(secrets: readonly string[]): { id: string; key: Buffer }[] {
  return secrets.map((secret) => ({
    id: deriveSecret(secret, "id of the sealing key").toString("hex").slice(0, 8),
    key: deriveSecret(secret, "sealing key"),
  }));
}

function boundTo({ table, id, column }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([form, table, id, column]));
}
