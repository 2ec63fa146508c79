import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { visibleTo as visibleEvidence } from "@/lib/domain/evidence/access";
import { personProblems } from "@/lib/domain/organization/people/access";
import { writeStage } from "@/lib/domain/pasta-stages/commands/write-stage";
import { stageName } from "@/lib/domain/pasta-stages/queries/find";
import {
  type ListKey,
  lists,
  stageLimits,
  stageRecord,
  storedEntries,
} from "@/lib/domain/pasta-stages/schema";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import type { PastaStage, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, type FieldProblem, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

const entryId = z.uuid({ error: "Is not the id of an entry." });

/** Each adds an entry to one list of a stage, or changes the one with that id; answers with its id as `entry`. */
export const saveObjective = saving("objectives", "Objective");
export const saveComponent = saving("components", "Component");
export const saveIdentity = saving("identities", "Identity");
export const saveAgent = saving("agents", "Agent");
export const saveWeakness = saving("weaknesses", "Weakness");
export const saveAbuseCase = saving("abuseCases", "AbuseCase");
export const saveTrigger = saving("triggers", "Trigger");

interface Entry {
  id: string;
  [field: string]: unknown;
}

interface Saved {
  id: string;
  version: number;
  entryId: string | null;
  [field: string]: unknown;
}

function saving(list: ListKey, name: string) {
  const { one, stage } = lists[list];
  const fields: Record<string, z.ZodType> = lists[list].fields;
  return command({
    name: `pasta-stages.save${name}`,
    summary: `Write down ${/^[aeiou]/.test(one) ? "an" : "a"} ${one} at stage ${stage} of PASTA, or change one`,
    permission: threatModelsWrite,
    input: createInput(fields).extend({ ...recordVersion, entryId: entryId.nullable().default(null) }),
    output: stageRecord,
    run: (context, input) => {
      const { id, version, entryId: given, ...said } = input as Saved;
      return writeStage(context, { id, version }, async (row) => {
        const held = heldIn(row, list);
        if (given !== null && !held.some((entry) => entry.id === given)) throw new NotFound();
        if (given === null && held.length >= stageLimits.entries)
          throw new Conflict(
            `A stage holds up to ${stageLimits.entries} of these. Put the rest into a file and link it as evidence.`,
          );
        const entry: Entry = { ...said, id: given ?? randomUUID() };
        await assertNames(
          context,
          row,
          entry,
          held.find(({ id: known }) => known === entry.id),
        );
        return {
          data: {
            entries: replaced(
              row,
              list,
              given === null ? [...held, entry] : held.map((old) => (old.id === given ? entry : old)),
            ),
          },
          now: (now) => heldIn(now, list).find((known) => known.id === given) ?? {},
          more: { entry: entry.id },
        };
      });
    },
  });
}

const listKeys = Object.keys(lists) as [ListKey, ...ListKey[]];

/** Takes an entry out of a list of a stage. */
export const removeEntry = command({
  name: "pasta-stages.removeEntry",
  summary: "Take an entry out of a stage of PASTA",
  permission: threatModelsWrite,
  input: z.strictObject({
    ...recordVersion,
    list: z.enum(listKeys, { error: `Choose one of: ${listKeys.join(", ")}.` }),
    entryId,
  }),
  output: stageRecord,
  run: (context, { id, version, list, entryId: gone }) =>
    writeStage(context, { id, version }, (row) => {
      const held = heldIn(row, list);
      if (!held.some((entry) => entry.id === gone)) throw new NotFound();
      return {
        data: {
          entries: replaced(
            row,
            list,
            held.filter((entry) => entry.id !== gone),
          ),
        },
        now: () => ({}),
        more: {},
      };
    }),
});

function heldIn(row: PastaStage, list: ListKey): Entry[] {
  const { stage } = lists[list];
  if (row.stage !== stage)
    throw new Conflict(`This is written at stage ${stage}, ${stageName(stage)}. Open that stage.`);
  return storedEntries.parse(row.entries)[list];
}

function replaced(row: PastaStage, list: ListKey, entries: readonly Entry[]): Prisma.InputJsonObject {
  return { ...(row.entries as Prisma.JsonObject), [list]: entries } as Prisma.InputJsonObject;
}

// What an entry names has to be there: people with an account, threats and elements of this model, evidence that one sees.
async function assertNames(
  context: Context,
  { threatModelId }: PastaStage,
  entry: Entry,
  before: Entry | undefined,
): Promise<void> {
  const { tx } = context;
  const problems: FieldProblem[] = [];
  const { ownerId, elementId, threatIds, evidenceIds } = entry;
  if (typeof ownerId === "string" && ownerId !== before?.["ownerId"])
    problems.push(...(await personProblems(context, { ownerId })));
  if (typeof elementId === "string") {
    const { drawing } = await drawingOf(context, (await findModel(context, threatModelId)).drawingId);
    if (!drawing.elements.some(({ id }) => id === elementId))
      problems.push({ path: "elementId", message: "The drawing has no such element. Choose another." });
  }
  if (Array.isArray(threatIds)) {
    const ids = threatIds.filter((id) => z.uuid().safeParse(id).success);
    const there = await tx.threat.count({ where: { threatModelId, id: { in: ids } } });
    if (there < threatIds.length)
      problems.push({ path: "threatIds", message: "One of them is no threat of this model. Choose others." });
  }
  if (Array.isArray(evidenceIds)) {
    const held = Array.isArray(before?.["evidenceIds"]) ? before["evidenceIds"] : [];
    const fresh = evidenceIds.filter((id) => !held.includes(id));
    const there = await tx.evidence.count({
      where: { AND: [visibleEvidence(context), { id: { in: fresh } }] },
    });
    if (there < fresh.length)
      problems.push({
        path: "evidenceIds",
        message: "One of them is no evidence that you see. Choose others.",
      });
  }
  if (problems.length > 0) throw new Invalid(problems);
}
