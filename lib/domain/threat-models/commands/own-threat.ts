import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { followAcceptances } from "@/lib/domain/threat-models/acceptance/follow";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { reopenFor, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { drawingOf, findModel, findThreat } from "@/lib/domain/threat-models/queries/find";
import { ownThreatFields } from "@/lib/domain/threat-models/record/schema";
import { threatRef } from "@/lib/domain/threat-models/rules";
import { authorOf } from "@/lib/platform/access/actor";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

const elementIds = z
  .array(z.string().max(200), { error: "Say on which elements or flows it hangs." })
  .max(50, "It hangs on at most 50 elements and flows.");

/** Adds a threat in one's own words to a model; it is open until somebody decides it. */
export const addThreat = command({
  name: "threat-models.addThreat",
  summary: "Add a threat of one's own to a threat model",
  permission: threatModelsWrite,
  input: createInput(ownThreatFields).extend({ id: recordVersion.id, elementIds: elementIds.default([]) }),
  run: async (context, { id, ...fields }) => {
    const model = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    await assertDrawn(context, model, fields.elementIds);
    const threat = await context.tx.threat.create({
      data: {
        ...fields,
        ...{ threatModelId: id, unitId: model.unitId, createdById: authorOf(context.actor) },
        ...{ key: `own ${randomUUID()}`, origin: "own", state: "open" },
      },
    });
    const reopened = await reopenFor(context, model, [`new: ${threat.title}`]);
    return { result: threatAnswer(threat), changes: [threatChange(null, threat), ...reopened] };
  },
});

/** Changes the words of a threat of one's own; what a rule says, the rule says. */
export const updateThreat = command({
  name: "threats.update",
  summary: "Change a threat of one's own",
  permission: threatModelsWrite,
  input: updateInput({ ...ownThreatFields, elementIds }),
  run: async (context, { id, version, ...fields }) => {
    const { threat: before, model } = await findThreat(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    if (before.origin === "rule")
      throw new Conflict("A rule says what this threat is. Decide it, or add a threat of your own.");
    const words = defined(fields);
    await assertDrawn(context, model, words.elementIds ?? []);
    const after = await writeThreat(context, before, version, words);
    return written(context, model, { before, after }, `changed: ${after.title}`);
  },
});

/** Merges a threat into another one of the same model, which then stands for both. */
export const mergeThreat = command({
  name: "threats.merge",
  summary: "Merge a threat into another one",
  permission: threatModelsWrite,
  input: z.strictObject({
    ...recordVersion,
    intoId: z.uuid({ error: "Choose the threat that stands for both." }),
  }),
  run: async (context, { id, version, intoId }) => {
    const { threat: before, model } = await findThreat(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const into = await context.tx.threat.findFirst({ where: { id: intoId, threatModelId: model.id } });
    if (!into || into.id === id || into.state === "superseded")
      throw new Invalid([
        { path: "intoId", message: "Choose another threat of this model that is not merged itself." },
      ]);
    const after = await writeThreat(context, before, version, {
      ...{ state: "superseded", mergedIntoId: intoId, decidedOn: before.fingerprint },
      ...{ reason: `Merged into ${threatRef(into.number)} ${into.title}`, until: null },
      ...{ heldState: null, drift: null, driftReason: null },
      ...{ decidedById: authorOf(context.actor), decidedAt: context.now },
    });
    const words = `${threatRef(after.number)} merged into ${threatRef(into.number)}`;
    return written(context, model, { before, after }, words);
  },
});

async function writeThreat(
  context: Context,
  { id }: Threat,
  version: number,
  data: Parameters<Context["tx"]["threat"]["updateManyAndReturn"]>[0]["data"],
): Promise<Threat> {
  const [after] = await context.tx.threat.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, async () => (await findThreat(context, id)).threat);
  return after as Threat;
}

async function assertDrawn(
  context: Context,
  { drawingId }: StoredThreatModel,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const { drawing } = await drawingOf(context, drawingId);
  const there = new Set([...drawing.elements, ...drawing.flows, ...drawing.zones].map(({ id }) => id));
  const missing = ids.find((id) => !there.has(id));
  if (missing !== undefined)
    throw new Invalid([{ path: "elementIds", message: `"${missing}" is not in the drawing. Choose again.` }]);
}

async function written(
  context: Context,
  model: StoredThreatModel,
  { before, after }: { before: Threat; after: Threat },
  words: string,
) {
  const { again, changes } = await followAcceptances(context, model, [after]);
  const reopened = await reopenFor(context, model, [words]);
  return {
    result: threatAnswer(again.get(after.id) ?? after),
    changes: [threatChange(before, after), ...changes, ...reopened],
  };
}

/** Returns what a command answers about a threat. */
function threatAnswer({ id, number, title, state, version }: Threat) {
  return { id, ref: threatRef(number), title, state, version };
}
