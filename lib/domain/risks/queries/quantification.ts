import "server-only";
import * as z from "zod";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { risksRead, visibleTo } from "@/lib/domain/risks/access";
import { lossMethodVersion } from "@/lib/domain/risks/quantification/method";
import { estimatesOf, type Quantified } from "@/lib/domain/risks/quantification/rules";
import { lossFigures } from "@/lib/domain/risks/quantification/schema";
import { simulateSum } from "@/lib/domain/risks/quantification/simulation";
import type { Simulated } from "@/lib/domain/risks/quantification/worker";
import { findRisk } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import type { Prisma, RiskQuantification } from "@/lib/platform/database/generated/client";
import { lookBack } from "@/lib/platform/operation/as-of";
import { afterwards, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Every quantification of a risk, newest first: the ranges, their grounds, and what the simulated years say. */
export const listQuantifications = query({
  name: "risks.quantifications",
  summary: "The quantifications of a risk, newest first",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    const { tx } = context;
    await findRisk(context, id);
    const rows = await tx.riskQuantification.findMany({
      where: { riskId: id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 100,
    });
    const people = await tx.person.findMany({
      where: { id: { in: rows.map(({ quantifiedById }) => quantifiedById) } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map(({ id: personId, name }) => [personId, name]));
    return {
      rows: rows.map(({ figures, treatedFigures, quantifiedById, createdAt, unitId: _unitId, ...row }) => ({
        ...row,
        figures: lossFigures.parse(figures),
        treatedFigures: treatedFigures === null ? null : lossFigures.parse(treatedFigures),
        quantifiedBy: names.get(quantifiedById) ?? "Plumbline",
        quantifiedAt: createdAt.toISOString(),
      })),
    };
  },
});

/** How many risks are added up at most; those with the largest expected loss come first. */
export const mostAdded = 100;

const quantifiedRisks = query({
  name: "risks.lossExposure",
  summary: "The loss exceedance of all quantified risks of a unit, or of the whole register",
  permission: risksRead,
  input: z.strictObject({
    unitId: z.uuid({ error: "Is not the id of a business unit." }).optional(),
    ...lookBack,
  }),
  run: async (context, { unitId }) => {
    const { tx } = context;
    const within: Prisma.RiskWhereInput = {
      AND: [
        visibleTo(context),
        { status: { not: "closed" } },
        unitId === undefined ? {} : { unit: { path: { contains: unitId } } },
      ],
    };
    const of = await tx.risk.count({ where: within });
    const risks = await tx.risk.findMany({
      where: { AND: [within, { expectedLoss: { not: null } }] },
      select: {
        id: true,
        number: true,
        title: true,
        expectedLoss: true,
        p95Loss: true,
        treatedExpectedLoss: true,
      },
      orderBy: [{ expectedLoss: "desc" }, { id: "asc" }],
    });
    const added = risks.slice(0, mostAdded);
    const newest = await tx.riskQuantification.findMany({
      where: { riskId: { in: added.map(({ id }) => id) } },
      orderBy: [{ riskId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
      distinct: ["riskId"],
    });
    const { value: organisation } = await readSetting(tx, organisationSetting);
    // Amounts of another currency are not converted, so they are not added either.
    const same = newest.filter(({ currency }) => currency === organisation.currency);
    const years = same.map(simulatedOf);
    return {
      of,
      quantified: risks.length,
      added: added.length,
      currency: organisation.currency,
      // The years are played through anew, by the method of today.
      methodVersion: lossMethodVersion,
      otherCurrencies: newest.length - same.length,
      years,
      treated: same.some(({ treatedFigures }) => treatedFigures !== null),
      risks: added.map(({ number, ...risk }) => ({ ...risk, ref: riskRef(number) })),
    };
  },
});

/** What the open risks of a unit and the units below it, or all within the actor's scope, cost in a year taken together. */
export const lossExposure = afterwards(quantifiedRisks, async ({ years, treated, ...found }) => ({
  ...found,
  figures: years.length > 0 ? await simulateSum(years.map(({ now }) => now)) : null,
  treatedFigures: treated ? await simulateSum(years.map((one) => one.treated)) : null,
}));

// Where treatment is not quantified, the risk stays as it is today.
function simulatedOf(row: RiskQuantification): { now: Simulated; treated: Simulated } {
  const estimates = estimatesOf(row as unknown as Quantified);
  if (Array.isArray(estimates)) throw new Error(`The stored ranges of quantification ${row.id} do not fit.`);
  const now = { estimate: estimates.now, seed: row.seed };
  return { now, treated: estimates.treated ? { ...now, estimate: estimates.treated } : now };
}
