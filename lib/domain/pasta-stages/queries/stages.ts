import "server-only";
import * as z from "zod";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { signingRights } from "@/lib/domain/decisions/rules";
import { contentOf, type StageContent } from "@/lib/domain/pasta-stages/content/of-stages";
import { missingAt } from "@/lib/domain/pasta-stages/gate";
import { findStage, stageName } from "@/lib/domain/pasta-stages/queries/find";
import { type PastaRecords, readRecords } from "@/lib/domain/pasta-stages/queries/records";
import { stageHref, stageRef } from "@/lib/domain/pasta-stages/rules";
import {
  type ListKey,
  lists,
  type NoteKey,
  noteFields,
  noteStages,
  stageKind,
  stageRecord,
} from "@/lib/domain/pasta-stages/schema";
import {
  threatModelsDecide,
  threatModelsRead,
  threatModelsWrite,
  visibleTo,
} from "@/lib/domain/threat-models/access";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { PastaStage } from "@/lib/platform/database/generated/client";
import { type Context, query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/** The stages of PASTA, of one threat model or of all that the actor may read, each with its state. */
export const listStages = query({
  name: "pasta-stages.list",
  summary: "The stages of PASTA, of one threat model or of all",
  permission: threatModelsRead,
  input: z.strictObject({
    threatModelId: z.uuid({ error: "Is not the id of a threat model." }).optional(),
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(500).default(100),
  }),
  run: async (context, { threatModelId, limit }) => {
    const found = await context.tx.pastaStage.findMany({
      where: { model: { is: visibleTo(context) }, ...(threatModelId ? { threatModelId } : {}) },
      include: { model: { select: { id: true, number: true, title: true } } },
      orderBy: [{ threatModelId: "asc" }, { stage: "asc" }],
      take: limit,
    });
    return {
      rows: found.map(({ model, ...row }) => ({
        ...stageAnswer(row, model.number),
        model: { id: model.id, ref: modelRef(model.number), title: model.title },
      })),
    };
  },
});

/** The seven stages of a threat model: where each stands, and what its gate finds missing. Empty for one that is not done by PASTA. */
export const getPasta = query({
  name: "threat-models.pasta",
  summary: "The seven stages of PASTA of a threat model, with what is missing at each",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: threatModelId }) => {
    const model = await findModel(context, threatModelId);
    const records = await readRecords(context, model);
    const content = contentOf(records);
    return {
      stages: records.stages.map((row) => {
        const { gate } = content.get(row.stage) as StageContent;
        return {
          ...stageAnswer(row, model.number),
          stateReason: row.stateReason,
          gate,
          missing: missingAt(gate),
        };
      }),
    };
  },
});

/** One stage: what to do at it, what it leaves behind, what its gate finds, its sign-off, and what the actor can do with it. */
export const getStage = query({
  name: "pasta-stages.get",
  summary: "One stage of PASTA with what it leaves behind and what is missing",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  output: stageRecord,
  run: async (context, { id: stageId }) => {
    const { row, model } = await findStage(context, stageId);
    const records = await readRecords(context, model);
    const { stage, sections, gate } = contentOf(records).get(row.stage) as StageContent;
    const { pending, inForce } = await liveDecisions(context.tx, stageKind, stageId);
    const { actor } = context;
    const write = may(actor, threatModelsWrite, model.unitId);
    const decide = may(actor, threatModelsDecide, model.unitId);
    const { notNow, ...signing } = signingRights(actor.personId, pending, decide);
    return {
      ...stageAnswer(row, model.number),
      ...notesOf(records, row.stage),
      ...{ stateReason: row.stateReason, unitId: row.unitId, activities: stage.activities },
      ...{ sections, gate, missing: missingAt(gate) },
      model: { id: model.id, ref: modelRef(model.number), title: model.title },
      /** The stages before it that nobody has signed, or whose sign-off is stale. */
      earlier: records.stages
        .filter((one) => one.stage < row.stage && one.state !== "signed-off")
        .map((one) => ({ stage: one.stage, name: stageName(one.stage), state: one.state })),
      notes: notesOf(records, row.stage),
      entries: entriesOf(records, row.stage),
      names: await namesOf(context, records, sections),
      options: {
        threatIds: records.threats.map((one) => ({
          value: one.id,
          label: `${threatRef(one.number)} ${one.title}`,
        })),
        elementId: records.drawing.elements
          .filter((one) => !records.components.has(one.id))
          .map((one) => ({ value: one.id, label: one.name || one.id })),
      },
      pending: pending && { id: pending.id, reason: pending.reason },
      signedOff: inForce && { id: inForce.id, signedAt: inForce.signedAt?.toISOString() ?? null },
      can: { edit: write, ask: write && pending === null, ...signing },
      notNow,
    };
  },
});

/** What happened to one stage, newest first. */
export const getStageHistory = query({
  name: "pasta-stages.history",
  summary: "What happened to a stage of PASTA, newest first",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: stageId }) => {
    await findStage(context, stageId);
    return { entries: await recordHistory(context, "pasta-stages", stageId) };
  },
});

/** Returns what a command answers about a stage. */
export function stageAnswer(
  { id: stageId, stage, state, version, threatModelId }: PastaStage,
  modelNumber: number,
) {
  return {
    ...{ id: stageId, ref: stageRef(modelNumber, stage), stage, name: stageName(stage), state, version },
    href: stageHref(threatModelId, stage),
  };
}

/** Returns the words of a stage by field, null where nothing is written. */
export function notesOf({ notes }: Pick<PastaRecords, "notes">, stage: number) {
  const keys = (Object.keys(noteFields) as NoteKey[]).filter((key) => noteStages[key] === stage);
  return Object.fromEntries(keys.map((key) => [key, notes[key] ?? null]));
}

function entriesOf({ entries }: PastaRecords, stage: number) {
  const keys = (Object.keys(lists) as ListKey[]).filter((key) => lists[key].stage === stage);
  return Object.fromEntries(
    keys.map((key): [string, readonly Record<string, unknown>[]] => [key, entries[key]]),
  );
}

// The people and the evidence that a stage names, by id.
async function namesOf(
  { tx }: Context,
  records: PastaRecords,
  sections: StageContent["sections"],
): Promise<Record<string, string>> {
  const owners = [...records.entries.objectives, ...records.entries.triggers].map(({ ownerId }) => ownerId);
  const ids = sections.flatMap(({ lines }) => lines.flatMap(({ personIds = [] }) => personIds));
  const people = await tx.person.findMany({
    where: { id: { in: [...ids, ...owners.filter((one) => one !== null)] } },
    select: { id: true, name: true },
  });
  return {
    ...Object.fromEntries(people.map((one) => [one.id, one.name])),
    ...Object.fromEntries(records.evidence),
  };
}
