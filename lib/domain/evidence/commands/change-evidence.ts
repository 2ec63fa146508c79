import "server-only";
import * as z from "zod";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { assertMayEdit, evidenceEdit } from "@/lib/domain/evidence/access";
import { linkTo } from "@/lib/domain/evidence/commands/link-evidence";
import { takeFile } from "@/lib/domain/evidence/commands/take-file";
import {
  evidenceAnswer,
  evidenceChange,
  fileFacts,
  writeEvidence,
  writeNew,
  writeVersion,
} from "@/lib/domain/evidence/commands/write-evidence";
import { findEvidence } from "@/lib/domain/evidence/queries/evidence";
import {
  evidenceFields,
  evidenceRecord,
  fileField,
  versionFields,
  withdrawFields,
} from "@/lib/domain/evidence/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { subjectFields } from "@/lib/domain/tasks/schema";
import type { Evidence } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const subject = {
  subjectType: subjectFields.subjectType.optional(),
  subjectId: subjectFields.subjectId.optional(),
};

/** Adds a piece of evidence with its first file, attached to a record at once where one is named. */
export const createEvidence = command({
  name: "evidence.create",
  summary: "Add a piece of evidence",
  permission: evidenceEdit,
  input: createInput(evidenceFields).extend({ fileId: fileField, ...subject }),
  output: evidenceRecord,
  run: async (context, { subjectType, subjectId, ...facts }) => {
    const problems = [
      ...(await unitProblems(context, facts.unitId)),
      ...(await personProblems(context, { ownerId: facts.ownerId })),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const { evidence, change } = await writeNew(context, facts);
    const links =
      subjectType !== undefined && subjectId !== undefined
        ? (await linkTo(context, evidence.id, { subjectType, subjectId })).changes
        : [];
    return { result: evidenceAnswer(evidence), changes: [change, ...links] };
  },
});

/** Changes what is said of a piece of evidence; its files move along with it to another unit. */
export const updateEvidence = command({
  name: "evidence.update",
  summary: "Change what is said of a piece of evidence",
  permission: evidenceEdit,
  input: updateInput(evidenceFields),
  output: evidenceRecord,
  run: async (context, { id, version, validUntil, ...facts }) => {
    const before = await forChange(context, id);
    const ownerId = facts.ownerId === before.ownerId ? null : facts.ownerId;
    const problems = [
      ...(await unitProblems(context, facts.unitId)),
      ...(await personProblems(context, { ownerId })),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const after = await writeEvidence(context, before, version, {
      ...defined(facts),
      ...(validUntil === undefined ? {} : { validUntil: storedDay(validUntil) }),
    });
    const moved = before.unitId === after.unitId ? [] : await moveAlong(context, after);
    return { result: evidenceAnswer(after), changes: [evidenceChange(before, after), ...moved] };
  },
});

async function moveAlong(context: Context, { id, unitId }: Evidence) {
  const { tx } = context;
  const versions = await tx.evidenceVersion.findMany({ where: { evidenceId: id }, select: { fileId: true } });
  await tx.storedFile.updateMany({
    where: { id: { in: versions.map(({ fileId }) => fileId) } },
    data: { unitId },
  });
  await tx.evidenceVersion.updateMany({ where: { evidenceId: id }, data: { unitId } });
  return moveAttached(context, id, unitId);
}

/** Adds a version; the older ones stay. Bytes that are the newest version already are refused: they would show nothing new. */
export const addEvidenceVersion = command({
  name: "evidence.addVersion",
  summary: "Add a version to a piece of evidence",
  permission: evidenceEdit,
  input: createInput(versionFields).extend({
    ...recordVersion,
    validUntil: versionFields.validUntil.optional(),
  }),
  output: evidenceRecord,
  run: async (context, { id, version, fileId, note, validUntil }) => {
    const before = await forChange(context, id);
    const newest = await context.tx.evidenceVersion.findFirstOrThrow({
      where: { evidenceId: id },
      orderBy: { number: "desc" },
    });
    const file = await takeFile(context, fileId, before.unitId);
    if (file.sha256 === newest.sha256) {
      const message = `This file is version ${newest.number} already, byte for byte. Choose another, or change the date alone.`;
      throw new Invalid([{ path: "fileId", message }]);
    }
    const after = await writeEvidence(
      context,
      before,
      version,
      validUntil === undefined ? {} : { validUntil: storedDay(validUntil) },
    );
    await writeVersion(context, after, newest.number + 1, file, note);
    const old = fileFacts({ name: newest.fileName, sha256: newest.sha256 });
    return { result: evidenceAnswer(after), change: evidenceChange(before, after, old, fileFacts(file)) };
  },
});

/** Takes evidence back: it stays findable with the reason, and counts nowhere. */
export const withdrawEvidence = command({
  name: "evidence.withdraw",
  summary: "Withdraw a piece of evidence",
  permission: evidenceEdit,
  input: z.strictObject({ ...recordVersion, ...withdrawFields }),
  output: evidenceRecord,
  run: async (context, { id, version, reason }) => {
    const before = await forChange(context, id);
    const after = await writeEvidence(context, before, version, {
      withdrawnAt: context.now,
      withdrawnReason: reason,
    });
    return { result: evidenceAnswer(after), change: evidenceChange(before, after) };
  },
});

/** Lets withdrawn evidence count again. */
export const restoreEvidence = command({
  name: "evidence.restore",
  summary: "Let withdrawn evidence count again",
  permission: evidenceEdit,
  input: z.strictObject(recordVersion),
  output: evidenceRecord,
  run: async (context, { id, version }) => {
    const before = await findEvidence(context, id);
    assertMayEdit(context.actor, before.unitId);
    if (before.withdrawnAt === null) throw new Conflict("It is not withdrawn.");
    const after = await writeEvidence(context, before, version, { withdrawnAt: null, withdrawnReason: null });
    return { result: evidenceAnswer(after), change: evidenceChange(before, after) };
  },
});

async function forChange(context: Context, id: string): Promise<Evidence> {
  const evidence = await findEvidence(context, id);
  assertMayEdit(context.actor, evidence.unitId);
  if (evidence.withdrawnAt !== null)
    throw new Conflict("It is withdrawn. Let it count again before you change it.");
  return evidence;
}
