import { buffer } from "node:stream/consumers";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { downloadPack, openPack } from "@/lib/domain/audit-packs/commands/open-pack";
import { trustedKeys } from "@/lib/domain/audit-packs/format/envelope";
import { verifyPack } from "@/lib/domain/audit-packs/format/verify";
import { buildPack } from "@/lib/domain/audit-packs/jobs";
import { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { getJob } from "@/lib/platform/jobs/queries";
import { runJob } from "@/lib/platform/jobs/run-job";
import { inDays } from "@/tests/support/days";
import { filesOf } from "@/tests/support/packs";
import { theSystem } from "@/tests/support/world";

const never = new AbortController().signal;
type Asked = Parameters<typeof createPack.execute>[1];

/** What every pack of a test is asked to hold, unless the test says otherwise. */
export function packOf(unitId: string, asked: Partial<Asked> = {}): Asked {
  const today = inDays(0);
  return {
    title: "Surveillance audit",
    recipient: "Nordwind Certification",
    unitId,
    periodFrom: "2020-01-01",
    asOf: today,
    ...asked,
  };
}

/** Asks for a pack and has it built; returns its id, its bytes and its files. */
export async function builtPack(actor: Actor, asked: Asked) {
  const { id, jobId } = (await createPack.execute(actor, asked)) as { id: string; jobId: string };
  const ending = await runJob([buildPack], jobId, never);
  if (ending !== "done")
    throw new Error(`The pack ended as ${ending}: ${(await getJob.execute(actor, { id: jobId })).message}`);
  const bytes = await buffer((await downloadPack.execute(actor, { id })).bytes);
  const files = new Map((await filesOf(bytes)).map(({ path, data }) => [path, data]));
  const text = (path: string) => files.get(path)?.toString() ?? "";
  return { id, bytes, files, text, record: await openPack.execute(actor, { id }) };
}

/** Checks a pack with the keys that the installation publishes. */
export async function checked(bytes: Uint8Array) {
  const { keys } = await listSigningKeys.execute(theSystem(), {});
  const trusted = await trustedKeys(keys.map(({ publicKey }) => publicKey).join(""));
  return verifyPack(new Blob([new Uint8Array(bytes)]), trusted);
}
