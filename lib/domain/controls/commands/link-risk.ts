import "server-only";
import * as z from "zod";
import { controlsEdit, visibleTo } from "@/lib/domain/controls/access";
import { linkFields } from "@/lib/domain/controls/schema";
import { liesWithin } from "@/lib/domain/organization/units/rules";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { ControlRisk } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const withUnit = { unit: { select: { path: true } } } as const;

/**
 * Says that a control lowers a risk. It is one of the risk's business unit or below, or one that holds for a whole unit
 * above: what the risk's readers cannot see, its score cannot rest on.
 */
export const linkControl = command({
  name: "control-links.create",
  summary: "Link a control to a risk",
  permission: controlsEdit,
  input: z.strictObject(linkFields),
  output: z.looseObject({ id: z.uuid() }),
  run: async (context, { controlId, riskId }) => {
    const { tx, actor } = context;
    const risk = await tx.risk.findFirst({
      where: { AND: [{ id: riskId }, visibleRisks(context)] },
      include: withUnit,
    });
    if (!risk) throw new Invalid([{ path: "riskId", message: "There is no such risk. Choose another." }]);
    assertKeeps(context, risk.unitId);
    const control = await tx.control.findFirst({
      where: { AND: [{ id: controlId }, await visibleTo(context)] },
      include: withUnit,
    });
    const [above, below] = [control?.unit.path ?? "", risk.unit.path];
    const reaches = liesWithin(above, below) || (control?.systemId === null && liesWithin(below, above));
    if (!control || !reaches)
      throw new Invalid([
        {
          path: "controlId",
          message:
            "There is no such control of this business unit, or of a whole unit above. Choose another.",
        },
      ]);
    const [link] = await tx.controlRisk.createManyAndReturn({
      data: [{ controlId, riskId, unitId: risk.unitId, createdById: authorOf(actor) }],
      skipDuplicates: true,
    });
    if (!link) throw new Conflict("This control is linked to the risk already.");
    return { result: { id: link.id }, change: linkChange(null, link) };
  },
});

/** Takes a control away from a risk; that it was linked, and until when, stays known. */
export const unlinkControl = command({
  name: "control-links.remove",
  summary: "Take a control away from a risk",
  permission: controlsEdit,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const before = await tx.controlRisk.findFirst({
      where: { id, removedAt: null, risk: { is: visibleRisks(context) } },
    });
    if (!before) throw new NotFound();
    assertKeeps(context, before.unitId);
    const [after] = await tx.controlRisk.updateManyAndReturn({
      where: { id, removedAt: null },
      data: { removedAt: now, removedById: authorOf(actor) },
    });
    if (!after) throw new NotFound();
    return { result: { id }, change: linkChange(before, after) };
  },
});

function assertKeeps({ actor }: Context, unitId: string): void {
  if (!may(actor, controlsEdit, unitId))
    throw new Forbidden("You may read this risk but not link controls to it. Ask the unit that keeps it.");
}

function linkChange(before: ControlRisk | null, after: ControlRisk): Change {
  return { subject: { type: "control-links", id: after.id, unitId: after.unitId }, before, after };
}
