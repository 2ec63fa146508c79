import "server-only";
import { findProposal } from "@/lib/domain/intake/queries";
import { proposalRef } from "@/lib/domain/intake/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Prisma, Proposal } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Writes a proposal if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeProposal(
  context: Context,
  before: Proposal,
  version: number,
  data: Prisma.ProposalUncheckedUpdateManyInput,
): Promise<Proposal> {
  const { id } = before;
  const [after] = await context.tx.proposal.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findProposal(context, id));
  return after as Proposal;
}

/** Returns the change of a proposal for the audit trail; `why` is what a person wrote about it. */
export function proposalChange(
  before: Proposal | null,
  after: Proposal,
  why: Record<string, string> = {},
): Change {
  return {
    subject: { type: "proposals", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}

/** Returns what a command answers about a proposal. */
export function proposalAnswer({ id, number, name, state, version, systemId }: Proposal) {
  return { id, ref: proposalRef(number), name, state, version, systemId };
}
