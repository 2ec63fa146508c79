import "server-only";
import { createHash, createHmac } from "node:crypto";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { settings } from "@/lib/platform/settings/settings";

/**
 * Returns how prompts of an organisation are hashed: HMAC-SHA-256 (RFC 2104) of the text in NFC without space around it, written
 * with the name of its key. Without the installation's secret nobody can try out which text a hash is of.
 */
export function promptHashing(organisationId: string): (text: string) => string {
  const key = deriveSecret(settings().PLUMBLINE_SECRET, `hashes of prompts ${organisationId}`);
  const id = createHash("sha256").update("id of a key\n").update(key).digest("hex").slice(0, 8);
  return (text) =>
    `hmac-sha256:${id}:${createHmac("sha256", key).update(text.normalize("NFC").trim()).digest("hex")}`;
}
