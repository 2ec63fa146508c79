import "server-only";
import * as z from "zod";
import { controlsEdit, visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { assertMay } from "@/lib/domain/test-runs/access";
import { checkFields } from "@/lib/domain/test-runs/findings/schema";
import { bindingFields } from "@/lib/domain/test-runs/runs/schema";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { ControlCheck } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { takeAway } from "@/lib/platform/operation/take-away";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

/**
 * Says which checks of an AI system test a control of it: from the next run on, what comes of them is recorded as a test of the
 * control, and the scores that rest on it follow.
 */
export const linkChecks = command({
  name: "control-checks.create",
  summary: "Say which checks of an AI system test a control",
  permission: controlsEdit,
  input: createInput({ ...checkFields, systemId: bindingFields.systemId }),
  output: z.looseObject({ id: z.uuid() }),
  run: async (context, { controlId, systemId, threatClass, tool, check }) => {
    const { tx, actor } = context;
    const system = await tx.system.findFirst({
      where: { AND: [{ id: systemId }, visibleSystems(actor)] },
      select: { unitId: true },
    });
    if (!system)
      throw new Invalid([{ path: "systemId", message: "There is no such AI system. Choose another." }]);
    assertMay(actor, controlsEdit, system.unitId);
    const control = await tx.control.findFirst({
      where: { AND: [{ id: controlId }, await visibleControls(context)] },
    });
    const fits =
      control && (control.systemId === systemId || (!control.systemId && control.unitId === system.unitId));
    if (!fits)
      throw new Invalid([
        {
          path: "controlId",
          message: "Choose a control of this system, or one that holds for its whole business unit.",
        },
      ]);
    if (threatClass === null && tool === null && check === null)
      throw new Invalid([
        { path: "threatClass", message: "Say which checks: a threat class, a tool or a check." },
      ]);
    if (threatClass !== null && !threatClasses().has(threatClass))
      throw new Invalid([
        {
          path: "threatClass",
          message: `Is no threat class. Use one of: ${[...threatClasses().keys()].join(", ")}.`,
        },
      ]);
    const [link] = await tx.controlCheck.createManyAndReturn({
      data: [
        {
          ...{ controlId, systemId, unitId: system.unitId, threatClass, tool, check },
          createdById: authorOf(actor),
        },
      ],
      skipDuplicates: true,
    });
    if (!link) throw new Conflict("These checks test the control already.");
    return { result: { id: link.id }, change: checkChange(null, link) };
  },
});

/** Takes checks away from a control; what they showed stays, and that they tested it until today stays known. */
export const unlinkChecks = command({
  name: "control-checks.remove",
  summary: "Take checks away from a control",
  permission: controlsEdit,
  input: z.strictObject({ id: recordVersion.id }),
  run: async (context, { id }) => {
    const { before, after } = await takeAway(context, id, {
      find: (where) => context.tx.controlCheck.findFirst({ where }),
      write: (where, data) => context.tx.controlCheck.updateManyAndReturn({ where, data }),
    });
    return { result: { id }, change: checkChange(before, after) };
  },
});

function checkChange(before: ControlCheck | null, after: ControlCheck): Change {
  return { subject: { type: "control-checks", id: after.id, unitId: after.unitId }, before, after };
}
