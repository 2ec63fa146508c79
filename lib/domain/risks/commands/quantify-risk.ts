import "server-only";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { risksEdit } from "@/lib/domain/risks/access";
import { riskAnswer, riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { lossMethodVersion, simulatedYears } from "@/lib/domain/risks/quantification/method";
import { estimatesOf } from "@/lib/domain/risks/quantification/rules";
import { quantificationFields } from "@/lib/domain/risks/quantification/schema";
import { simulateEach } from "@/lib/domain/risks/quantification/simulation";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, assertCan, findRisk, situationOf } from "@/lib/domain/risks/queries/risk";
import { riskRecord } from "@/lib/domain/risks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

/** Puts numbers to a risk: ranges of frequency and loss, and what 100,000 simulated years say of them. Earlier ones stay. */
export const quantifyRisk = command({
  name: "risks.quantify",
  summary: "Quantify a risk by ranges of frequency and loss, today and once it is treated",
  permission: risksEdit,
  input: createInput(quantificationFields).extend(recordVersion),
  output: riskRecord,
  run: async (context, { id, version, reason, ...filled }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    const { pending } = await acceptancesOf(context, id);
    assertCan("score", context.actor, before.unitId, situationOf(context.actor, before, pending, ground));
    const estimates = estimatesOf(filled);
    if (Array.isArray(estimates)) throw new Invalid(estimates);
    // The same seed before and after treatment: the same years pass, so that the difference is the treatment's alone.
    const seed = id;
    const wanted = [estimates.now, ...(estimates.treated ? [estimates.treated] : [])];
    const [figures, treatedFigures] = await simulateEach(wanted.map((estimate) => ({ estimate, seed })));
    if (!figures) throw new Error("The simulation gave no answer.");
    const { value: organisation } = await readSetting(context.tx, organisationSetting);
    const { currency } = organisation;
    const after = await writeRisk(context, before, version, {
      expectedLoss: Math.round(figures.expected),
      p95Loss: Math.round(figures.p95),
      treatedExpectedLoss: treatedFigures ? Math.round(treatedFigures.expected) : null,
    });
    await context.tx.riskQuantification.create({
      data: {
        ...filled,
        ...{ riskId: id, unitId: before.unitId, currency, reason, seed, years: simulatedYears, figures },
        methodVersion: lossMethodVersion,
        treatedFigures: treatedFigures ?? Prisma.DbNull,
        quantifiedById: authorOf(context.actor),
      },
    });
    return {
      result: riskAnswer(after),
      change: riskChange(before, after, { ...filledWords(filled), reason }),
    };
  },
});

function filledWords(filled: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filled).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])),
  );
}
