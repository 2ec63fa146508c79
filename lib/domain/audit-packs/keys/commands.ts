import "server-only";
import * as z from "zod";
import { signingKeysReplace } from "@/lib/domain/audit-packs/access";
import { type SigningKey, signingKeysSetting, signingPair } from "@/lib/domain/audit-packs/keys/setting";
import { replaceKeyFields } from "@/lib/domain/audit-packs/schema";
import { readSetting, saveSetting } from "@/lib/domain/organization/settings/setting";
import { systemActor } from "@/lib/platform/access/actor";
import { type Context, command } from "@/lib/platform/operation/operation";

/** Makes the next key the one that signs. Packs that were signed before stay verifiable with the key that signed them. */
export const replaceSigningKey = command({
  name: "signing-keys.replace",
  summary: "Replace the key that signs audit packs",
  permission: signingKeysReplace,
  stepUp: true,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...replaceKeyFields,
  }),
  output: z.strictObject({ id: z.string(), version: z.int() }),
  run: (context, { version, reason }) => nextKey(context, version, reason),
});

/** Makes a key where there is none yet, or where the installation's secret is another one than the last key was made from. */
const ensureSigningKey = command({
  name: "signing-keys.make",
  summary: "Make the first key that signs audit packs",
  permission: signingKeysReplace,
  input: z.strictObject({}),
  run: async (context) => {
    const { value, version } = await readSetting(context.tx, signingKeysSetting);
    const reason =
      value.keys.length === 0 ? "The first pack is made." : "The secret of the installation is another one.";
    return nextKey(context, version, reason);
  },
});

/** Returns the newest key as the system itself finds or makes it, with its pair. */
export async function currentSigner(requestId: string, current: () => Promise<SigningKey | undefined>) {
  const fits = (key: SigningKey | undefined) => key !== undefined && signingPair(key.number).id === key.id;
  let key = await current();
  if (!fits(key)) {
    await ensureSigningKey.execute(systemActor("audit packs", requestId), {});
    key = await current();
  }
  if (!key || !fits(key)) throw new Error("There is no key that signs audit packs.");
  return signingPair(key.number);
}

async function nextKey(context: Context, seen: number, reason: string) {
  const { value } = await readSetting(context.tx, signingKeysSetting);
  const number = (value.keys.at(-1)?.number ?? 0) + 1;
  const { id, pem } = signingPair(number);
  const key = { number, id, publicKey: pem, since: context.now.toISOString() };
  const saved = await saveSetting(context, signingKeysSetting, seen, { keys: [...value.keys, key] }, reason);
  return { result: { id, version: saved.version }, change: saved.change };
}
