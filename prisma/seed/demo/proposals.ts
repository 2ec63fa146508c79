import "server-only";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Transaction } from "@/lib/platform/database/client";
import { defined } from "@/lib/platform/schema/shape";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Creates the proposals of the demo, one in each state; returns the changes for the audit trail. */
export async function loadProposals(
  tx: Transaction,
  { proposals }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const {
    key,
    unit,
    by,
    daysAgo,
    ai,
    facts,
    triage,
    question,
    reason,
    decidedBy,
    ...words
  } of proposals) {
    const [machineBased, infers, outputs, independent, adapts] = ai;
    const said = { machineBased, infers, outputs, independent, adapts, ...words, ...defined(facts) };
    const record = await tx.proposal.create({
      data: {
        ...said,
        id: demoId("proposals", key),
        unitId: ids.unit(unit),
        affectedPeople: [],
        dataClasses: [],
        question: question ?? null,
        createdById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
        ...(triage
          ? {
              ownerId: ids.person(triage.owner),
              technicalOwnerId: ids.personOrNone(triage.technicalOwner),
              criticality: triage.criticality,
              stage: triage.stage,
              triageNote: triage.note,
              triagedById: ids.person(triage.by),
              triagedAt: calendar.ago(daysAgo - 1),
            }
          : {}),
        ...(decidedBy
          ? {
              decidedById: ids.person(decidedBy),
              decidedAt: calendar.ago(daysAgo - 2),
              decisionReason: reason ?? null,
              decidedDigest: canonicalDigest(said),
            }
          : {}),
      },
    });
    changes.push({
      subject: { type: "proposals", id: record.id, unitId: record.unitId },
      before: null,
      after: record,
    });
  }
  return changes;
}
