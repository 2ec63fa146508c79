import "server-only";
import { simulatedYears } from "@/lib/domain/risks/quantification/method";
import { estimatesOf, type Quantified } from "@/lib/domain/risks/quantification/rules";
import { simulateEach } from "@/lib/domain/risks/quantification/simulation";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { Prisma } from "@/lib/platform/database/generated/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Puts numbers to some of the risks of the demo, the ranges and what their simulated years say, and into their changes. */
export async function loadQuantifications(
  tx: Transaction,
  { quantifications }: DemoContent,
  ids: Ids,
  calendar: Calendar,
  changes: readonly Change[],
): Promise<void> {
  for (const one of quantifications) {
    const riskId = demoId("risks", one.risk);
    const filled = filledIn(one);
    const estimates = estimatesOf(filled);
    if (Array.isArray(estimates)) throw new Error(`${one.risk}: ${JSON.stringify(estimates)}`);
    const wanted = [estimates.now, ...(estimates.treated ? [estimates.treated] : [])];
    const [figures, treated] = await simulateEach(wanted.map((estimate) => ({ estimate, seed: riskId })));
    if (!figures) throw new Error("The simulation gave no answer.");
    const { unitId, ...quantified } = await tx.risk.update({
      where: { id: riskId },
      data: {
        expectedLoss: Math.round(figures.expected),
        p95Loss: Math.round(figures.p95),
        treatedExpectedLoss: treated ? Math.round(treated.expected) : null,
      },
      select: { unitId: true, expectedLoss: true, p95Loss: true, treatedExpectedLoss: true, updatedAt: true },
    });
    Object.assign(changes.find(({ subject }) => subject.id === riskId)?.after ?? {}, quantified);
    await tx.riskQuantification.create({
      data: {
        ...filled,
        ...{
          riskId,
          unitId,
          figures,
          currency: "EUR",
          reason: one.reason,
          seed: riskId,
          years: simulatedYears,
        },
        treatedFigures: treated ?? Prisma.DbNull,
        quantifiedById: ids.person(one.by),
        createdAt: calendar.ago(one.daysAgo),
      },
    });
  }
}

type Ends = DemoContent["quantifications"][number]["loss"] | undefined;

function filledIn({
  frequency,
  loss,
  treatedFrequency,
  treatedLoss,
}: DemoContent["quantifications"][number]): Quantified {
  const kindOf = (ends: Ends) => (ends?.length === 2 ? "lognormal" : "pert");
  return {
    frequencyKind: kindOf(frequency),
    lossKind: kindOf(loss),
    ...endsOf("frequency", frequency),
    ...endsOf("loss", loss),
    ...endsOf("treatedFrequency", treatedFrequency),
    ...endsOf("treatedLoss", treatedLoss),
  } as Quantified;
}

function endsOf(part: string, ends: Ends): Record<string, number | null> {
  return {
    [`${part}Low`]: ends?.[0] ?? null,
    [`${part}Likely`]: ends?.length === 3 ? (ends[1] ?? null) : null,
    [`${part}High`]: ends?.at(-1) ?? null,
  };
}
