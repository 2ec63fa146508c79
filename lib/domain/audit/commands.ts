import "server-only";
import * as z from "zod";
import { auditSeal } from "@/lib/domain/audit/access";
import { listCheckpoints } from "@/lib/domain/audit/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { unchanged } from "@/lib/platform/audit/change";
import { signCheckpoint } from "@/lib/platform/audit/checkpoint";
import { copyElsewhere, keptElsewhere } from "@/lib/platform/audit/kept-elsewhere";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { command } from "@/lib/platform/operation/operation";

/** Stores a signed checkpoint, unless the chain has not grown since the last. The note is itself the record of it. */
const storeCheckpoint = command({
  name: "audit.storeCheckpoint",
  summary: "Store a signed checkpoint",
  permission: auditSeal,
  input: z.strictObject({ size: z.int().min(1), note: z.string() }),
  run: async ({ tx }, { size, note }) => {
    const last = await tx.auditCheckpoint.findFirst({ orderBy: { size: "desc" }, select: { size: true } });
    if (Number(last?.size ?? 0) >= size) return unchanged({ signed: false });
    await tx.auditCheckpoint.create({ data: { size, note } });
    return unchanged({ signed: true });
  },
});

/** Recomputes the chain and signs how long it is and what it hashes to; throws when it is not whole, and signs nothing. Copies it elsewhere where the settings say so. */
export async function sealChain(actor: Actor): Promise<{ entries: number; signed: boolean; copied: number }> {
  const { entries, problem, root, head } = await verifyAudit();
  if (problem) throw new Error(`The audit chain is broken: ${problem.what}`);
  if (entries === 0) return { entries, signed: false, copied: 0 };
  const note = signCheckpoint({ size: entries, root, head });
  const { signed } = await storeCheckpoint.execute(actor, { size: entries, note });
  return { entries, signed, copied: await copyCheckpoints(actor) };
}

// What could not be copied when it was signed is copied with the next.
async function copyCheckpoints(actor: Actor): Promise<number> {
  const kept = keptElsewhere();
  if (!kept) return 0;
  const { checkpoints } = await listCheckpoints.execute(actor, {});
  try {
    return await copyElsewhere(kept, checkpoints.toReversed());
  } catch (cause) {
    throw new Error(`The checkpoint is signed but could not be copied to ${kept.place}.`, { cause });
  }
}
