import "server-only";
import * as z from "zod";
import { assertMayEdit, evidenceEdit, visibleLinks } from "@/lib/domain/evidence/access";
import { findEvidence } from "@/lib/domain/evidence/queries/evidence";
import { attachFields } from "@/lib/domain/evidence/schema";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { EvidenceLink } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";

/** A link, and its change where it is new. */
interface Linked {
  link: EvidenceLink;
  changes: Change[];
}

interface Subject {
  subjectType: string;
  subjectId: string;
}

/** Attaches evidence to a record of any kind that the actor reads and on which they may change evidence. */
export const linkEvidence = command({
  name: "evidence-links.create",
  summary: "Attach evidence to a record",
  permission: evidenceEdit,
  input: z.strictObject({ ...attachFields, ...subjectFields }),
  output: z.looseObject({ id: z.uuid() }),
  run: async (context, { evidenceId, ...subject }) => {
    const { withdrawnAt } = await findEvidence(context, evidenceId).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error;
      throw new Invalid([
        { path: "evidenceId", message: "There is no such evidence that you may read. Choose another." },
      ]);
    });
    if (withdrawnAt !== null) throw new Conflict("This evidence is withdrawn. Attach another.");
    const { link, changes } = await linkTo(context, evidenceId, subject);
    return { result: { id: link.id }, changes };
  },
});

/** Takes evidence away from a record; that it was attached, and until when, stays known. */
export const unlinkEvidence = command({
  name: "evidence-links.remove",
  summary: "Take evidence away from a record",
  permission: evidenceEdit,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const before = await tx.evidenceLink.findFirst({
      where: { AND: [{ id, removedAt: null }, visibleLinks(context)] },
    });
    if (!before) throw new NotFound();
    await findRecord(context, before);
    assertMayEdit(actor, before.unitId);
    const [after] = await tx.evidenceLink.updateManyAndReturn({
      where: { id, removedAt: null },
      data: { removedAt: now, removedById: authorOf(actor) },
    });
    if (!after) throw new NotFound();
    return { result: { id }, change: linkChange(before, after) };
  },
});

/**
 * Attaches evidence to a record within the command of a concept that needs it; throws NotFound for a record outside of the
 * actor's scope and Forbidden where they may not change its evidence.
 */
export async function linkTo(
  context: Context,
  evidenceId: string,
  { subjectType, subjectId }: Subject,
): Promise<Linked> {
  const { unitId } = await findRecord(context, { subjectType, subjectId });
  assertMayEdit(context.actor, unitId);
  return attach(context, evidenceId, { subjectType, subjectId, unitId });
}

/** Attaches evidence to a record of that unit, once however often it is asked; the caller has checked that the actor may. */
export async function attach(
  { tx, actor }: Context,
  evidenceId: string,
  subject: Subject & { unitId: string },
): Promise<Linked> {
  const [link] = await tx.evidenceLink.createManyAndReturn({
    data: [{ evidenceId, ...subject, createdById: authorOf(actor) }],
    skipDuplicates: true,
  });
  if (link) return { link, changes: [linkChange(null, link)] };
  const { subjectType, subjectId } = subject;
  const known = { evidenceId, subjectType, subjectId, removedAt: null };
  return { link: await tx.evidenceLink.findFirstOrThrow({ where: known }), changes: [] };
}

function linkChange(before: EvidenceLink | null, after: EvidenceLink): Change {
  return { subject: { type: "evidence-links", id: after.id, unitId: after.unitId }, before, after };
}
