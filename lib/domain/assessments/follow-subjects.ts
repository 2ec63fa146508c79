import "server-only";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { assessmentChange, tell } from "@/lib/domain/assessments/commands/write-assessment";
import { staleFacts } from "@/lib/domain/assessments/facts/rules";
import { factLabel } from "@/lib/domain/assessments/facts/words/rules";
import { contentsOf, knownFacts } from "@/lib/domain/assessments/queries/content";
import { signaturesOf } from "@/lib/domain/assessments/queries/find";
import type { SystemFacts } from "@/lib/domain/assessments/templates/rules";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { closeDecision, moveDecision } from "@/lib/domain/decisions/commands";
import type { Change } from "@/lib/platform/audit/change";
import type { Assessment } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { Listener } from "@/lib/platform/registry/listeners";

/**
 * Lets assessments follow what they assess: an approval goes stale when a fact that its questionnaire reads is no longer what
 * was signed, and says which; and an assessment moves along into another business unit.
 */
export const followSubjects: Listener = async (context, changes) => {
  const followed: Change[] = [];
  for (const { subject, before, after } of changes) {
    if (subject.id === null || before === null || after === null) continue;
    if (subject.type !== "systems" && subject.type !== "vendors") continue;
    const key = subject.type === "systems" ? { systemId: subject.id } : { vendorId: subject.id };
    if (unitOf(before) !== unitOf(after)) followed.push(...(await move(context, key, unitOf(after))));
    if ("systemId" in key && differ(knownFacts(before), knownFacts(after)))
      followed.push(...(await markStale(context, subject.id)));
  }
  return followed;
};

function unitOf(record: object): string {
  return String((record as { unitId?: unknown }).unitId);
}

function differ(one: SystemFacts, other: SystemFacts): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

async function markStale(context: Context, systemId: string): Promise<Change[]> {
  const { tx } = context;
  const approved = await tx.assessment.findMany({ where: { systemId, state: "approved" } });
  const contents = await contentsOf(tx, approved);
  const changes: Change[] = [];
  for (const before of approved) {
    const content = contents.get(before.id);
    const signatures = await signaturesOf(context, before.id);
    const signed = (signatures[0]?.snapshot as { facts?: SystemFacts } | undefined)?.facts ?? {};
    const stale = content
      ? staleFacts(content.template, answersOf(content.standing), signed, content.facts)
      : [];
    if (stale.length === 0) continue;
    const reason = `Changed since it was signed: ${stale.map(factLabel).join(", ")}.`;
    for (const decision of signatures)
      changes.push((await closeDecision(context, decision, "stale", reason)).change);
    const after = await write(context, before, { state: "stale", stateReason: reason });
    changes.push(assessmentChange(before, after));
    const people = [after.ownerId, after.submittedById, ...signatures.map(({ signerId }) => signerId)];
    await tell(context, after, (name) => `The approval of ${name} is stale. ${reason}`, people);
  }
  return changes;
}

async function move(
  context: Context,
  key: { systemId: string } | { vendorId: string },
  unitId: string,
): Promise<Change[]> {
  const { tx } = context;
  const changes: Change[] = [];
  for (const before of await tx.assessment.findMany({ where: key })) {
    const after = await write(context, before, { unitId });
    changes.push(assessmentChange(before, after));
    const where = { assessmentId: before.id };
    await tx.assessmentForm.updateMany({ where, data: { unitId } });
    await tx.assessmentAssignment.updateMany({ where, data: { unitId } });
    await tx.assessmentRespondent.updateMany({ where, data: { unitId } });
    await tx.assessmentQuestion.updateMany({ where, data: { unitId } });
    await tx.assessmentAnswer.updateMany({ where, data: { unitId } });
    await tx.assessmentRemark.updateMany({ where, data: { unitId } });
    for (const decision of await tx.decision.findMany({
      where: { subjectType: "assessments", subjectId: before.id },
    }))
      changes.push((await moveDecision(context, decision, unitId)).change);
    for (const id of [before.id, ...(await questionsWithMore(context, before.id))])
      changes.push(...(await moveAttached(context, id, unitId)));
  }
  return changes;
}

// Most questions have nothing attached to them.
async function questionsWithMore({ tx }: Context, assessmentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select q.id::text from assessment_questions q where q."assessmentId" = ${assessmentId}::uuid and (
      exists (select 1 from comments c where c."subjectId" = q.id)
      or exists (select 1 from evidence_links l where l."subjectId" = q.id)
      or exists (select 1 from evidence_requests r where r."subjectId" = q.id)
      or exists (select 1 from tasks t where t."subjectId" = q.id))`;
  return rows.map(({ id }) => id);
}

// Follows the change of another record in its transaction, whatever version the assessment has.
async function write(
  { tx }: Context,
  { id }: Assessment,
  data: { unitId: string } | { state: string; stateReason: string },
): Promise<Assessment> {
  return tx.assessment.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
}
