import "server-only";
import { sign } from "node:crypto";
import * as z from "zod";
import { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import { finishPack } from "@/lib/domain/audit-packs/commands/finish-pack";
import { packName } from "@/lib/domain/audit-packs/commands/open-pack";
import { writeContents } from "@/lib/domain/audit-packs/contents/write-contents";
import { currentSigner } from "@/lib/domain/audit-packs/keys/commands";
import { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import { getAsked } from "@/lib/domain/audit-packs/queries/asked";
import type { Actor } from "@/lib/platform/access/actor";
import type { Job, Progress } from "@/lib/platform/jobs/job";
import { asOfDay } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

/** Records of one kind that a pack looks back at; a job has the time that a screen has not. */
const mostRecords = 200_000;

const input = z.object({ id: z.uuid() });

/** Builds a pack as its maker. Nothing is kept of one that is cancelled or fails; begun again, it becomes the same bytes. */
export const buildPack: Job = {
  name: "audit-packs.build",
  async run(actor, raw, progress) {
    const { id } = input.parse(raw);
    const pack = await getAsked.execute(actor, { id });
    if (pack.built) return { id };
    const folder = await PackFolder.open();
    try {
      return await build(folder, actor, pack, progress);
    } finally {
      await folder.remove();
    }
  },
};

async function build(
  folder: PackFolder,
  actor: Actor,
  pack: Awaited<ReturnType<typeof getAsked.execute>>,
  progress: Progress,
) {
  const { id, number, createdAt, asked } = pack;
  const bounds = { until: createdAt, most: mostRecords };
  const about = await asOfDay(asked.asOf, actor, () => writeContents(folder, actor, asked, progress), bounds);
  const pair = await currentSigner(
    actor.requestId,
    async () => (await listSigningKeys.execute(actor, {})).keys[0],
  );
  const written = await folder.write(about, (bytes) => ({
    keyId: pair.id,
    signature: sign(null, bytes, pair.privateKey).toString("base64"),
  }));
  const { sha256, size, keyId, files } = written;
  await storage().put(sha256, written.place, size);
  const name = packName({ number, asOf: new Date(`${asked.asOf}T00:00:00Z`) });
  await finishPack.execute(actor, { id, name, sha256, size, keyId, contents: [...files] });
  return { id, sha256, size, files: files.length };
}
