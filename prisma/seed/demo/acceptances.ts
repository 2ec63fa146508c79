import "server-only";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { readRisk } from "@/lib/domain/risks/queries/risk";
import { acceptanceKind } from "@/lib/domain/risks/schema";
import { riskSnapshot } from "@/lib/domain/risks/snapshot";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

type DemoRisk = DemoContent["risks"][number];
type DemoAcceptance = NonNullable<DemoRisk["acceptance"]>;

/** Creates the requests and signatures on risks, each with the sealed content it was about; returns their changes. */
export async function loadAcceptances(
  context: Context,
  content: DemoContent,
  ground: Ground,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const names = new Map(
    content.people.map(({ key, name, grants }) => [key, { name, role: grants[0]?.role ?? "" }]),
  );
  const changes: Change[] = [];
  for (const risk of content.risks) {
    if (!risk.acceptance) continue;
    const asked = risk.acceptance;
    const until = calendar.day({ inDays: asked.untilInDays });
    const seen = await readRisk(context, demoId("risks", risk.key));
    const request = {
      by: names.get(asked.requestedBy)?.name ?? "",
      reason: asked.reason,
      conditions: asked.conditions ?? null,
      until: dayText(until) ?? "",
    };
    const snapshot = riskSnapshot(seen, ground, request);
    const decision = await context.tx.decision.create({
      data: {
        kind: acceptanceKind,
        subjectType: "risks",
        subjectId: seen.id,
        unitId: seen.unit.id,
        state: asked.state,
        requestedById: ids.person(asked.requestedBy),
        authorIds: [ids.person(asked.requestedBy)],
        requestedAt: calendar.ago(asked.daysAgo),
        createdAt: calendar.ago(asked.daysAgo),
        reason: asked.reason,
        conditions: asked.conditions ?? null,
        until,
        snapshot: snapshot as Prisma.InputJsonObject,
        digest: canonicalDigest(snapshot),
        ...signatureOf(asked, names.get(asked.signer ?? "")?.role ?? null, ids, calendar),
      },
    });
    changes.push({
      subject: { type: "decisions", id: decision.id, unitId: decision.unitId },
      before: null,
      after: decision,
    });
  }
  return changes;
}

function signatureOf(asked: DemoAcceptance, role: string | null, ids: Ids, calendar: Calendar) {
  const { signer, signerReason, signedDaysAgo, closedDaysAgo, closedReason } = asked;
  return {
    signerId: ids.personOrNone(signer),
    signerRole: role,
    signerReason: signerReason ?? null,
    signedAt: typeof signedDaysAgo === "number" ? calendar.ago(signedDaysAgo) : null,
    closedAt: closedDaysAgo === undefined ? null : calendar.ago(closedDaysAgo),
    closedReason: closedReason ?? null,
  };
}
