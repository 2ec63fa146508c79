import "server-only";
import { risksCreate, risksEdit } from "@/lib/domain/risks/access";
import { findRisk } from "@/lib/domain/risks/queries";
import { assertCategory, assertReachable } from "@/lib/domain/risks/references";
import { riskRef } from "@/lib/domain/risks/rules";
import { riskFields, riskRecord } from "@/lib/domain/risks/schema";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Adds a risk to the register, unscored and open. */
export const createRisk = command({
  name: "risks.create",
  summary: "Add a risk",
  permission: risksCreate,
  input: createInput(riskFields),
  output: riskRecord,
  run: async (context, { systemIds, treatmentDueOn, ...fields }) => {
    await assertReachable(context, { ...fields, systemIds });
    await assertCategory(context.tx, fields.category);
    const risk = await refuseDuplicate("title", "A risk with this title exists in this business unit.", () =>
      context.tx.risk.create({
        data: {
          ...fields,
          treatmentDueOn: storedDay(treatmentDueOn),
          createdById: context.actor.personId ?? "",
          systems: { create: systemIds.map((systemId) => ({ systemId, unitId: fields.unitId })) },
        },
        include: { systems: { select: { systemId: true } } },
      }),
    );
    return {
      result: { id: risk.id, ref: riskRef(risk.number), title: risk.title, version: risk.version },
      change: { subject: { type: "risks", id: risk.id, unitId: risk.unitId }, before: null, after: risk },
    };
  },
});

/** Changes the words, owner, links or plan of a risk; the version decides between two writers. */
export const updateRisk = command({
  name: "risks.update",
  summary: "Change a risk",
  permission: risksEdit,
  input: updateInput(riskFields),
  output: riskRecord,
  run: async (context, { id, version, systemIds, treatmentDueOn, ...fields }) => {
    const before = await findRisk(context, id);
    const unitId = fields.unitId ?? before.unitId;
    await assertReachable(context, { ...fields, unitId, systemIds });
    if (fields.category) await assertCategory(context.tx, fields.category);
    const data = defined({ ...fields, ...(treatmentDueOn === undefined ? {} : { treatmentDueOn: storedDay(treatmentDueOn) }) });
    const updated = await refuseDuplicate("title", "A risk with this title exists in this business unit.", () =>
      context.tx.risk.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } }),
    );
    await assertWon(updated, () => findRisk(context, id));
    if (systemIds) {
      await context.tx.riskSystem.deleteMany({ where: { riskId: id } });
      await context.tx.riskSystem.createMany({ data: systemIds.map((systemId) => ({ riskId: id, systemId, unitId })) });
    } else if (unitId !== before.unitId) {
      await context.tx.riskSystem.updateMany({ where: { riskId: id }, data: { unitId } });
    }
    const after = await findRisk(context, id);
    return {
      result: { id, ref: riskRef(after.number), title: after.title, version: after.version },
      change: { subject: { type: "risks", id, unitId }, before, after },
    };
  },
});
