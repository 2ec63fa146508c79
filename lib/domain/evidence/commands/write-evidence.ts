import "server-only";
import { takeFile } from "@/lib/domain/evidence/commands/take-file";
import { findEvidence } from "@/lib/domain/evidence/queries/evidence";
import { evidenceRef } from "@/lib/domain/evidence/rules";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Evidence, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { storedDay } from "@/lib/platform/time/day";

interface NewEvidence {
  title: string;
  kind: string;
  unitId: string;
  ownerId: string | null;
  validUntil: string | null;
  tags?: string | null;
  description: string | null;
  fileId: string;
}

/** Adds a piece of evidence with its first version; the caller has checked that the actor may. */
export async function writeNew(
  context: Context,
  { fileId, validUntil, tags = null, ...facts }: NewEvidence,
): Promise<{ evidence: Evidence; change: Change }> {
  const file = await takeFile(context, fileId, facts.unitId);
  const evidence = await context.tx.evidence.create({
    data: {
      ...facts,
      tags,
      validUntil: storedDay(validUntil),
      createdById: authorOf(context.actor),
    },
  });
  await writeVersion(context, evidence, 1, file, null);
  return { evidence, change: evidenceChange(null, evidence, null, fileFacts(file)) };
}

interface Taken {
  id: string;
  name: string;
  sha256: string;
  size: number;
  mediaType: string;
}

/** Keeps a file as the version of this number. */
export async function writeVersion(
  { tx, actor }: Context,
  { id: evidenceId, unitId }: Evidence,
  number: number,
  { id: fileId, name: fileName, sha256, size, mediaType }: Taken,
  note: string | null,
): Promise<void> {
  await tx.evidenceVersion.create({
    data: {
      ...{ evidenceId, unitId, number, fileId, fileName, sha256, size, mediaType, note },
      createdById: authorOf(actor),
    },
  });
}

/** Writes evidence if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeEvidence(
  context: Context,
  { id }: Evidence,
  version: number,
  data: Prisma.EvidenceUncheckedUpdateManyInput,
): Promise<Evidence> {
  const [after] = await context.tx.evidence.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findEvidence(context, id));
  return after as Evidence;
}

/** Returns what the trail keeps of a file: its name and the digest of its bytes. */
export function fileFacts({ name, sha256 }: Pick<Taken, "name" | "sha256">) {
  return { file: name, sha256 };
}

/** Returns the change of a piece of evidence for the audit trail, with its file where that changed too. */
export function evidenceChange(
  before: Evidence | null,
  after: Evidence,
  fileBefore: object | null = null,
  fileAfter: object | null = null,
): Change {
  return {
    subject: { type: "evidence", id: after.id, unitId: after.unitId },
    before: before && { ...before, ...fileBefore },
    after: { ...after, ...fileAfter },
  };
}

/** Returns what a command answers about a piece of evidence. */
export function evidenceAnswer({ id, number, title, version }: Evidence) {
  return { id, ref: evidenceRef(number), title, version };
}
