import "server-only";
import * as z from "zod";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import { derivedSigningPair, type SigningPair } from "@/lib/platform/crypto/ed25519";
import { settings } from "@/lib/platform/settings/settings";

const signingKey = z.object({
  number: z.int().min(1),
  /** SHA-256 of the public key's DER form. */
  id: z.string(),
  publicKey: z.string(),
  since: z.string(),
});

/** The public half of a key that signs packs, or did. */
export type SigningKey = z.infer<typeof signingKey>;

const shape = z.object({ keys: z.array(signingKey) });

/** The public keys of the organisation, the newest last: that one signs. The private ones are stored nowhere. */
export const signingKeysSetting: SettingDefinition<z.infer<typeof shape>> = {
  key: "signing-keys",
  shape,
  initial: { keys: [] },
};

/** Returns the key pair with this number, derived from the installation's secret, so that a copy of the database cannot sign. */
export function signingPair(number: number): SigningPair {
  return derivedSigningPair(settings().PLUMBLINE_SECRET, `audit pack signing key ${number}`);
}
