import "server-only";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { installationSecrets } from "@/lib/platform/settings/settings";

/** Returns the keys of sealed files in the storage of this installation: the first seals, the others open what was sealed before. */
export function fileKeys(): readonly [Buffer, ...Buffer[]] {
  const [newest, ...earlier] = installationSecrets().map((secret) => deriveSecret(secret, "sealed files"));
  if (!newest) throw new Error("There is no secret to seal with. Set PLUMBLINE_SECRET.");
  return [newest, ...earlier];
}
