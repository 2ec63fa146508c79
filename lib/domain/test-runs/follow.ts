import "server-only";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { moveDecision } from "@/lib/domain/decisions/commands";
import { findingChange } from "@/lib/domain/test-runs/commands/write-findings";
import { plannedChange } from "@/lib/domain/test-runs/plans/planned-change";
import type { Change } from "@/lib/platform/audit/change";
import type { Listener } from "@/lib/platform/registry/listeners";

const unitOf = (record: object | null | undefined) => (record as { unitId?: string } | null)?.unitId;

/** Takes test runs and findings along when their AI system moves to another business unit, with what is attached to them. */
export const followSystems: Listener = async (context, changes) => {
  const { tx } = context;
  const further: Change[] = [];
  for (const { subject, before, after } of changes) {
    const unitId = unitOf(after);
    if (subject.type !== "systems" || !subject.id || !before || !unitId || unitOf(before) === unitId)
      continue;
    const where = { systemId: subject.id };
    await tx.testImport.updateMany({ where, data: { unitId } });
    await tx.testResult.updateMany({ where: { run: where }, data: { unitId } });
    await tx.failedCase.updateMany({ where: { run: where }, data: { unitId } });
    const fileIds = (await tx.testImport.findMany({ where, select: { fileId: true } })).map(
      (one) => one.fileId,
    );
    await tx.storedFile.updateMany({
      where: { id: { in: fileIds }, plainSha256: { not: null } },
      data: { unitId },
    });
    await tx.findingEvent.updateMany({ where: { finding: where }, data: { unitId } });
    await tx.findingRisk.updateMany({ where: { finding: where }, data: { unitId } });
    await tx.controlCheck.updateMany({ where, data: { unitId } });
    await tx.gateVerdict.updateMany({ where, data: { unitId } });
    for (const before of await tx.plannedTest.findMany({ where })) {
      const data = { unitId, version: { increment: 1 } };
      const moved = await tx.plannedTest.update({ where: { id: before.id }, data });
      further.push(plannedChange(before, moved), ...(await moveAttached(context, before.id, unitId)));
    }
    for (const before of await tx.testRun.findMany({ where })) {
      await tx.testRun.updateMany({ where: { id: before.id }, data: { unitId } });
      further.push({
        ...{ subject: { type: "test-runs", id: before.id, unitId }, before },
        after: { ...before, unitId },
      });
      further.push(...(await moveAttached(context, before.id, unitId)));
    }
    for (const before of await tx.finding.findMany({ where })) {
      const moved = await tx.finding.update({
        where: { id: before.id },
        data: { unitId, version: { increment: 1 } },
      });
      further.push(findingChange(before, moved), ...(await moveAttached(context, before.id, unitId)));
      const decisions = { subjectType: "findings", subjectId: before.id };
      for (const decision of await tx.decision.findMany({ where: decisions }))
        further.push((await moveDecision(context, decision, unitId)).change);
    }
  }
  return further.map((change) => ({ ...change, action: change.action ?? "test-runs.follow" }));
};
