import "server-only";
import { controlsLibrary } from "@/lib/domain/controls/access";
import {
  changeable,
  libraryUnit,
  ownControlChange,
  writeOwnControl,
} from "@/lib/domain/controls/own/commands/write-own";
import { mappable, mappingFaults } from "@/lib/domain/controls/own/mapped";
import { ownControlForm, ownControlRecord } from "@/lib/domain/controls/own/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, updateInput } from "@/lib/platform/schema/shape";

const { scope, lowersLikelihood, lowersImpact } = ownControlForm;

/** Adds a control of the organisation's own to the library, with what it is to requirements of the frameworks in force. */
export const createOwnControl = command({
  name: "own-controls.create",
  summary: "Add an own control to the library",
  permission: controlsLibrary,
  input: createInput(ownControlForm).extend({
    scope: scope.default("system"),
    lowersLikelihood: lowersLikelihood.default(0),
    lowersImpact: lowersImpact.default(0),
  }),
  output: ownControlRecord,
  run: async (context, fields) => {
    const unitId = await libraryUnit(context);
    await assertMapped(context, fields.requirements, null);
    const createdById = authorOf(context.actor);
    const made = await unlessTaken(() =>
      context.tx.ownControl.create({ data: { ...fields, unitId, createdById } }),
    );
    return ownControlChange(null, made);
  },
});

/** Changes an own control of the library; where it is carried out, what it is to requirements counts from now on. */
export const updateOwnControl = command({
  name: "own-controls.update",
  summary: "Change an own control of the library",
  permission: controlsLibrary,
  input: updateInput(ownControlForm),
  output: ownControlRecord,
  run: async (context, { id, version, ...fields }) => {
    const before = await changeable(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired. Offer it again before you change it.");
    const said = defined(fields);
    await assertMapped(context, said.requirements ?? null, before.requirements);
    const after = await unlessTaken(() => writeOwnControl(context, before, version, said));
    return ownControlChange(before, after);
  },
});

async function assertMapped({ tx }: Context, text: string | null, held: string | null): Promise<void> {
  const faults = mappingFaults(text, await mappable(tx), held);
  if (faults.length > 0) throw new Invalid(faults.map((message) => ({ path: "requirements", message })));
}

function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  return refuseDuplicate(
    "title",
    "The library has a control of yours with this title. Choose another.",
    write,
  );
}
