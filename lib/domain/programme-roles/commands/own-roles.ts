import "server-only";
import * as z from "zod";
import { programmeRolesDefine } from "@/lib/domain/programme-roles/access";
import { ownRoleFields } from "@/lib/domain/programme-roles/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { ProgrammeRole } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { createInput, recordVersion, updateInput } from "@/lib/platform/schema/shape";

const { unitId: _unit, ...changeable } = ownRoleFields;
const taken = "This business unit has a role of this name. Choose another name.";

/** Adds a role of one's own; it counts in its unit and in every unit below. */
export const addOwnRole = command({
  name: "ownRoles.create",
  summary: "Add a role of one's own to the programme",
  permission: programmeRolesDefine,
  input: createInput(ownRoleFields),
  run: async (context, fields) => {
    const { actor, units, tx } = context;
    if (actor.kind !== "system" && !units.includes(fields.unitId)) {
      const message = "There is no such business unit where you may do this. Choose another.";
      throw new Invalid([{ path: "unitId", message }]);
    }
    const role = await refuseDuplicate("title", taken, () =>
      tx.programmeRole.create({ data: { ...fields, createdById: authorOf(actor) } }),
    );
    return { result: answer(role), change: { subject: subjectOf(role), before: null, after: role } };
  },
});

/** Changes the words of a role of one's own, or whether it must be held. */
export const updateOwnRole = command({
  name: "ownRoles.update",
  summary: "Change a role of one's own",
  permission: programmeRolesDefine,
  input: updateInput(changeable),
  run: async (context, { id, version, ...fields }) => {
    const before = await findOwnRole(context, id);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const after = await refuseDuplicate("title", taken, () => write(context, before, version, given));
    return { result: answer(after), change: { subject: subjectOf(after), before, after } };
  },
});

/** Retires a role of one's own: it counts no more, and who held it stays in the history. */
export const retireOwnRole = command({
  name: "ownRoles.retire",
  summary: "Retire a role of one's own",
  permission: programmeRolesDefine,
  input: z.strictObject(recordVersion),
  run: async (context, { id, version }) => {
    const before = await findOwnRole(context, id);
    const after = await write(context, before, version, { retiredAt: context.now });
    return { result: answer(after), change: { subject: subjectOf(after), before, after } };
  },
});

async function findOwnRole(context: Context, id: string): Promise<ProgrammeRole> {
  const role = await context.tx.programmeRole.findFirst({ where: { id, ...withinUnits(context) } });
  if (!role) throw new NotFound();
  return role;
}

async function write(context: Context, before: ProgrammeRole, version: number, data: object) {
  if (before.retiredAt) throw new Conflict("This role is retired. Add it anew if it is needed again.");
  const written = await context.tx.programmeRole.updateManyAndReturn({
    where: { id: before.id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: written.length }, () => findOwnRole(context, before.id));
  return written[0] ?? before;
}

const subjectOf = ({ id, unitId }: ProgrammeRole) => ({ type: "own-roles", id, unitId });
const answer = ({ id, title, version }: ProgrammeRole) => ({ id, title, version });
