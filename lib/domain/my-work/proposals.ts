import "server-only";
import { intakeApprove, intakeTriage, visibleTo } from "@/lib/domain/intake/access";
import { proposalRef } from "@/lib/domain/intake/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const most = 100;

/** Returns the proposals that wait for the one who asks: for triage, for approval, or for an answer of the proposer. */
export async function proposalsForMe({ tx, actor }: Context): Promise<WorkItem[]> {
  const personId = actor.personId ?? "";
  const found = await tx.proposal.findMany({
    where: {
      AND: [visibleTo(actor)],
      OR: [
        { state: "submitted", unitId: { in: [...unitsWith(actor, intakeTriage)] } },
        {
          state: "triaged",
          unitId: { in: [...unitsWith(actor, intakeApprove)] },
          createdById: { not: personId },
        },
        { state: "returned", createdById: personId },
      ],
    },
    select: { id: true, number: true, name: true, state: true, createdAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return found.map(({ id, number, name, state, createdAt }) => {
    const kind = state === "submitted" ? "triage" : state === "triaged" ? "decision" : "question";
    return {
      key: `proposal-${id}`,
      kind,
      title: name,
      detail: proposalRef(number),
      href: `/proposals/${id}`,
      dueOn: null,
      ...(kind === "decision" ? { askedOn: dayText(createdAt) ?? "" } : {}),
    };
  });
}
