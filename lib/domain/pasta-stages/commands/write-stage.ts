import "server-only";
import { settle, stageChange } from "@/lib/domain/pasta-stages/commands/settle";
import { findStage, stageName } from "@/lib/domain/pasta-stages/queries/find";
import { notesOf, stageAnswer } from "@/lib/domain/pasta-stages/queries/stages";
import {
  type NoteKey,
  noteFields,
  noteStages,
  stageRecord,
  storedNotes,
} from "@/lib/domain/pasta-stages/schema";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import type { PastaStage, Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { defined, updateInput } from "@/lib/platform/schema/shape";

/** Writes down what a stage says in words. Each field belongs to one stage; what was signed goes stale. */
export const updateStage = command({
  name: "pasta-stages.update",
  summary: "Write down what a stage of PASTA says in words",
  permission: threatModelsWrite,
  input: updateInput(noteFields),
  output: stageRecord,
  run: (context, { id, version, ...fields }) =>
    writeStage(context, { id, version }, (row) => {
      const said = defined(fields);
      const strange = (Object.keys(said) as NoteKey[]).filter((key) => noteStages[key] !== row.stage);
      if (strange.length > 0)
        throw new Invalid(
          strange.map((path) => ({
            path,
            message: `Is written at stage ${noteStages[path]}, ${stageName(noteStages[path])}. Leave it out here.`,
          })),
        );
      const notes = { ...storedNotes.parse(row.notes), ...said };
      return { data: { notes: notes as Prisma.InputJsonObject }, now: (row) => notesIn(row), more: {} };
    }),
});

function notesIn(row: PastaStage) {
  return notesOf({ notes: storedNotes.parse(row.notes) }, row.stage);
}

interface Alteration {
  data: Pick<Prisma.PastaStageUncheckedUpdateManyInput, "notes" | "entries">;
  /** What the writer was at, as it is now, for whoever lost. */
  now(row: PastaStage): object;
  /** Answered beside the stage. */
  more: { entry?: string };
}

/**
 * Writes a stage that somebody may change, if it still has the version that was seen, and lets a sign-off of it go stale.
 * Throws Conflict with what it says now otherwise.
 */
export async function writeStage(
  context: Context,
  { id, version }: { id: string; version: number },
  alter: (row: PastaStage) => Alteration | Promise<Alteration>,
) {
  const { row: before, model } = await findStage(context, id);
  assertMay(context.actor, threatModelsWrite, model.unitId);
  const { data, now, more } = await alter(before);
  const [after] = await context.tx.pastaStage.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, async () => {
    const { row } = await findStage(context, id);
    return { id, ...now(row), version: row.version };
  });
  const written = after as PastaStage;
  const settled = await settle(context, model);
  const { row } = await findStage(context, id);
  return {
    result: { ...stageAnswer(row, model.number), ...more },
    changes: [stageChange(before, written), ...settled],
  };
}
