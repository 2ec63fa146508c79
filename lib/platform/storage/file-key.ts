import "server-only";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { settings } from "@/lib/platform/settings/settings";

/** Returns the key with which this installation seals files in its storage. */
export function fileKey(): Buffer {
  return deriveSecret(settings().PLUMBLINE_SECRET, "sealed files");
}
