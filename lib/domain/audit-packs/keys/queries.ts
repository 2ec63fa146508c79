import "server-only";
import * as z from "zod";
import { signingKeysRead } from "@/lib/domain/audit-packs/access";
import { signingKeysSetting } from "@/lib/domain/audit-packs/keys/setting";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";

const keyShape = z.strictObject({
  number: z.int(),
  id: z.string(),
  publicKey: z.string(),
  since: z.string(),
  /** When the next key took over; null for the one that signs. */
  until: z.string().nullable(),
});

/** The public keys that sign audit packs or did, the newest first. */
export const listSigningKeys = query({
  name: "signing-keys.list",
  summary: "The public keys that check audit packs",
  permission: signingKeysRead,
  input: z.strictObject({}),
  output: z.strictObject({ version: z.int(), keys: z.array(keyShape) }),
  run: async ({ tx }) => {
    const { value, version } = await readSetting(tx, signingKeysSetting);
    const keys = value.keys.map((key, index) => ({ ...key, until: value.keys[index + 1]?.since ?? null }));
    return { version, keys: keys.reverse() };
  },
});

/** All public keys as one PEM file, as `plumbline verify` and verify.html take it. */
export const signingKeysFile = query({
  name: "signing-keys.file",
  summary: "The public keys that check audit packs, as a PEM file",
  permission: signingKeysRead,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const { value } = await readSetting(tx, signingKeysSetting);
    if (value.keys.length === 0)
      throw new NotFound("There is no key yet. It is made with the first audit pack.");
    const text = value.keys
      .map(({ publicKey }) => publicKey)
      .reverse()
      .join("");
    return new Download("plumbline-audit-pack-keys.pem", "application/x-pem-file", new Blob([text]).stream());
  },
});
