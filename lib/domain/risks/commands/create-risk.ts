import "server-only";
import type * as z from "zod";
import { risksCreate } from "@/lib/domain/risks/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { assertCategory, assertReachable } from "@/lib/domain/risks/references";
import { nextReviewAfter, riskRef, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { riskFields, riskRecord } from "@/lib/domain/risks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const input = createInput(riskFields);

/** The entry of the catalogue that a risk was adopted from. */
interface Origin {
  catalogueKey: string;
  catalogueEdition: string;
}

/** Adds a risk to the register, unscored; it is in treatment as soon as a treatment other than acceptance is chosen. */
export const createRisk = command({
  name: "risks.create",
  summary: "Add a risk",
  permission: risksCreate,
  input,
  output: riskRecord,
  run: async (context, fields) => {
    const { risk, change } = await addRisk(context, fields);
    return { result: risk, change };
  },
});

/** Adds a risk in the running transaction and returns it with its change; throws Invalid for what it may not name. */
export async function addRisk(
  context: Context,
  { systemIds, treatmentDueOn, ...fields }: z.output<typeof input>,
  origin?: Origin,
): Promise<{ risk: z.output<typeof riskRecord> & { ref: string }; change: Change }> {
  await assertReachable(context, { ...fields, systemIds });
  const { method, today } = await groundOf(context);
  assertCategory(fields.category, method);
  const unscored = { currentScore: 0, inherentScore: 0, reviewEveryDays: fields.reviewEveryDays };
  const risk = await refuseDuplicate("title", "A risk with this title exists in this business unit.", () =>
    context.tx.risk.create({
      data: {
        ...fields,
        ...origin,
        status: statusAfterTreatment("open", fields.treatment),
        treatmentDueOn: storedDay(treatmentDueOn),
        nextReviewOn: storedDay(nextReviewAfter(today, unscored, method)),
        createdById: authorOf(context.actor),
      },
    }),
  );
  const systems = [...systemIds].sort().map((systemId) => ({ systemId }));
  if (systems.length > 0) {
    const links = systems.map((link) => ({ ...link, riskId: risk.id, unitId: risk.unitId }));
    await context.tx.riskSystem.createMany({ data: links });
  }
  return {
    risk: { id: risk.id, ref: riskRef(risk.number), title: risk.title, version: risk.version },
    change: {
      subject: { type: "risks", id: risk.id, unitId: risk.unitId },
      before: null,
      after: { ...risk, systems },
    },
  };
}
