import "server-only";
import * as z from "zod";
import { intakeApprove } from "@/lib/domain/intake/access";
import { proposalAnswer, proposalChange, writeProposal } from "@/lib/domain/intake/commands/write-proposal";
import { assertCan, findProposal } from "@/lib/domain/intake/queries";
import { proposalRef } from "@/lib/domain/intake/rules";
import { proposalFields, proposalRecord, reasonFields } from "@/lib/domain/intake/schema";
import { addSystem } from "@/lib/domain/inventory/systems/commands";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Proposal } from "@/lib/platform/database/generated/client";
import { type Context, command, invalid } from "@/lib/platform/operation/operation";
import { fieldMeta } from "@/lib/platform/schema/field";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";

const input = z.strictObject({ ...recordVersion, ...reasonFields });

/**
 * Approves a proposal: the AI system is added with everything that was answered, and what nobody knew stays unknown. Never
 * by who proposed it; the digest seals exactly what was approved.
 */
export const approveProposal = command({
  name: "proposals.approve",
  summary: "Approve a proposal and add its AI system to the inventory",
  permission: intakeApprove,
  input,
  output: proposalRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findProposal(context, id);
    assertCan("approve", context.actor, before);
    const made = await addSystem(context, systemOf(before));
    const after = await writeProposal(context, before, version, {
      ...decided(context, before, reason),
      state: "approved",
      systemId: made.result.id,
    });
    await tell(context, after, `${proposalRef(after.number)} ${after.name} is approved`, [
      after.createdById,
      after.ownerId,
      after.technicalOwnerId,
    ]);
    const why = `Approved as ${proposalRef(after.number)}: ${reason}`;
    const system = { ...made.change, after: { ...made.change.after, reason: why }, action: "systems.create" };
    return { result: proposalAnswer(after), changes: [proposalChange(before, after, { reason }), system] };
  },
});

/** Declines a proposal with the reason; it stays findable and can be taken up again. */
export const declineProposal = command({
  name: "proposals.decline",
  summary: "Decline a proposal",
  permission: intakeApprove,
  input,
  output: proposalRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findProposal(context, id);
    assertCan("decline", context.actor, before);
    const after = await writeProposal(context, before, version, {
      ...decided(context, before, reason),
      state: "declined",
    });
    await tell(context, after, `${proposalRef(after.number)} ${after.name} is declined`, [after.createdById]);
    return { result: proposalAnswer(after), change: proposalChange(before, after, { reason }) };
  },
});

function decided({ actor, now }: Context, seen: Proposal, reason: string) {
  // Days and instants as text, so that the digest can be made again from the audit trail.
  const snapshot = JSON.parse(JSON.stringify(seen)) as object;
  return {
    decidedById: authorOf(actor),
    decidedAt: now,
    decisionReason: reason,
    decidedDigest: canonicalDigest(snapshot),
  };
}

async function tell(
  context: Context,
  { id, systemId }: Proposal,
  title: string,
  personIds: (string | null)[],
) {
  const subject = systemId
    ? { subjectType: "systems", subjectId: systemId }
    : { subjectType: "proposals", subjectId: id };
  await notify(context, { title, ...subject, personIds });
}

function systemOf(proposal: Proposal) {
  const { name, purpose, unitId, ownerId, technicalOwnerId, criticality, stage, kind, exposure } = proposal;
  const { affectedPeople, dataClasses, personalData, adapts, supplier, modelName, requestedFor, notes } =
    proposal;
  const { sourcing, plannedOn } = proposal;
  const lines = [
    requestedFor ? `Asked for by: ${requestedFor}` : "",
    sourcing ? `Where it comes from: ${labelOf(proposalFields.sourcing, sourcing)}` : "",
    supplier ? `Supplier: ${supplier}` : "",
    modelName ? `Model: ${modelName}` : "",
    plannedOn ? `Planned start: ${dayText(plannedOn)}` : "",
    notes ?? "",
  ].filter((line) => line !== "");
  const parsed = createInput(newSystemFields).safeParse({
    ...{ name, purpose, unitId, ownerId, technicalOwnerId, criticality, kind, exposure },
    ...{ affectedPeople, dataClasses, personalData, learnsInUse: adapts, stage: stage ?? "idea" },
    description: lines.length > 0 ? lines.join("\n") : null,
  });
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}

function labelOf(field: z.ZodType, value: string): string {
  return fieldMeta(field).options?.find((option) => option.value === value)?.label ?? value;
}
