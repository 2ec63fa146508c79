import "server-only";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { assertMay, controlsEdit } from "@/lib/domain/controls/access";
import { controlAnswer, controlChange, writeControl } from "@/lib/domain/controls/commands/write-control";
import { findControl } from "@/lib/domain/controls/queries/control";
import { controlFields, controlRecord } from "@/lib/domain/controls/schema";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { authorOf } from "@/lib/platform/access/actor";
import type { Control } from "@/lib/platform/database/generated/client";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Adds a control of one's own, for one AI system or for a whole unit. */
export const createControl = command({
  name: "controls.create",
  summary: "Add a control of one's own",
  permission: controlsEdit,
  input: createInput(controlFields).extend({
    status: controlFields.status.default("planned"),
    lowersLikelihood: controlFields.lowersLikelihood.default(0),
    lowersImpact: controlFields.lowersImpact.default(0),
    testEveryDays: controlFields.testEveryDays.default(180),
  }),
  output: controlRecord,
  run: async (context, { nextTestOn, ...fields }) => {
    const { unitId } = await checked(context, fields);
    const control = await context.tx.control.create({
      data: {
        ...fields,
        ...{ unitId, nextTestOn: storedDay(nextTestOn), createdById: authorOf(context.actor) },
      },
    });
    return { result: controlAnswer(control), change: controlChange(null, control) };
  },
});

const { systemId: _fixed, ...changeable } = controlFields;

/** Changes what is said of a control; what is attached to it moves along to another unit. A control stays with its system. */
export const updateControl = command({
  name: "controls.update",
  summary: "Change a control",
  permission: controlsEdit,
  input: updateInput(changeable),
  output: controlRecord,
  run: async (context, { id, version, nextTestOn, ...fields }) => {
    const before = await findControl(context, id);
    assertMay(context.actor, controlsEdit, before.unitId);
    const words = defined(fields);
    const { unitId } = await checked(context, { ...before, ...words });
    const after = await writeControl(context, before, version, {
      ...words,
      unitId,
      ...(nextTestOn === undefined ? {} : { nextTestOn: storedDay(nextTestOn) }),
    });
    const moved = before.unitId === after.unitId ? [] : await moveAlong(context, after);
    return { result: controlAnswer(after), changes: [controlChange(before, after), ...moved] };
  },
});

async function moveAlong(context: Context, { id, unitId }: Control) {
  await context.tx.controlTest.updateMany({ where: { controlId: id }, data: { unitId } });
  return moveAttached(context, id, unitId);
}

interface Said {
  unitId: string;
  systemId: string | null;
  ownerId: string | null;
  status: string;
  statusReason: string | null;
}

/** Returns the unit that a control belongs to, which is its system's where it has one; throws Invalid for what cannot be so. */
async function checked(context: Context, said: Said): Promise<{ unitId: string }> {
  const { tx, actor } = context;
  const system =
    said.systemId === null
      ? null
      : await tx.system.findFirst({
          where: { AND: [{ id: said.systemId }, visibleSystems(actor)] },
          select: { unitId: true, name: true },
        });
  const problems: FieldProblem[] = [
    ...(await unitProblems(context, system?.unitId ?? said.unitId)),
    ...(await personProblems(context, { ownerId: said.ownerId })),
  ];
  if (said.systemId !== null && !system)
    problems.push({ path: "systemId", message: "There is no such AI system. Choose another." });
  if (system && system.unitId !== said.unitId)
    problems.push({
      path: "unitId",
      message: `A control of ${system.name} belongs to the business unit of that system. Choose that unit.`,
    });
  if (said.status === "not-applicable" && said.statusReason === null)
    problems.push({ path: "statusReason", message: "Say why it does not apply." });
  if (problems.length > 0) throw new Invalid(problems);
  return { unitId: said.unitId };
}
