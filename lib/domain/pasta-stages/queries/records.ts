import "server-only";
import { treesOf } from "@/lib/domain/attack-trees/queries";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { dated } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf, shareOf } from "@/lib/domain/controls/rules";
import { visibleTo as visibleEvidence } from "@/lib/domain/evidence/access";
import { evidenceRef } from "@/lib/domain/evidence/rules";
import { componentsOf } from "@/lib/domain/pasta-stages/queries/components";
import type { Reading } from "@/lib/domain/pasta-stages/reading";
import { type StageEntries, storedEntries, storedNotes } from "@/lib/domain/pasta-stages/schema";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { drawingOf } from "@/lib/domain/threat-models/queries/find";
import { suggestedScores } from "@/lib/domain/threat-models/queries/kinds";
import type { PastaStage, StoredThreatModel } from "@/lib/platform/database/generated/client";

/** Everything that the seven stages of a threat model rest on, as far as this actor may read it. */
export type PastaRecords = Awaited<ReturnType<typeof readRecords>>;

/** Returns the records behind the stages of a threat model; a linked record that the actor may not read is null. */
export async function readRecords(context: Reading, model: StoredThreatModel) {
  const { tx } = context;
  const { id: threatModelId, systemId } = model;
  const { drawing } = await drawingOf(context, model.drawingId);
  const stages = await tx.pastaStage.findMany({ where: { threatModelId }, orderBy: { stage: "asc" } });
  const entries = entriesIn(stages);
  const { method } = await groundOf(context);
  return {
    ...{ model, drawing, stages, entries, notes: notesIn(stages) },
    system: await tx.system.findUnique({ where: { id: systemId } }),
    classification: await tx.classification.findUnique({
      where: { id: systemId },
      select: { state: true, riskClass: true },
    }),
    bom: await tx.bom.findFirst({
      where: { systemId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { fileName: true, specVersion: true },
    }),
    method,
    components: await componentsOf(context, model, drawing),
    suggestedScore: await suggestedScores(tx),
    threats: await tx.threat.findMany({ where: { threatModelId }, orderBy: { number: "asc" } }),
    risks: await risksOf(context, threatModelId),
    controls: await controlsOf(context, threatModelId),
    trees: await treesOf(context, threatModelId),
    evidence: await evidenceOf(context, entries),
  };
}

function notesIn(stages: readonly PastaStage[]) {
  return storedNotes.parse(Object.assign({}, ...stages.map(({ notes }) => notes)));
}

function entriesIn(stages: readonly PastaStage[]): StageEntries {
  return storedEntries.parse(Object.assign({}, ...stages.map(({ entries }) => entries)));
}

async function risksOf(context: Reading, threatModelId: string) {
  const links = await context.tx.threatRisk.findMany({
    where: { threat: { threatModelId }, removedAt: null },
    select: { threatId: true, riskId: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const found = await context.tx.risk.findMany({
    where: { AND: [visibleRisks(context), { id: { in: links.map(({ riskId }) => riskId) } }] },
  });
  const byId = new Map(found.map((one) => [one.id, one]));
  return links.map((link) => ({ ...link, risk: byId.get(link.riskId) ?? null }));
}

async function controlsOf(context: Reading, threatModelId: string) {
  const links = await context.tx.threatControl.findMany({
    where: { threat: { threatModelId }, removedAt: null },
    select: { threatId: true, controlId: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const day = await todayOf(context);
  const found = await context.tx.control.findMany({
    where: {
      AND: [await visibleControls(context), { id: { in: links.map(({ controlId }) => controlId) } }],
    },
  });
  const byId = new Map(
    found.map((control) => {
      const tested = dated(control);
      const share = shareOf(designOf(tested), operationOf(tested, day));
      const { id, title, libraryKey } = control;
      return [id, { id, title, libraryKey, ref: controlRef(control.number), share }];
    }),
  );
  return links.map((link) => ({ ...link, control: byId.get(link.controlId) ?? null }));
}

async function evidenceOf(context: Reading, { weaknesses }: StageEntries) {
  const ids = weaknesses.flatMap(({ evidenceIds }) => evidenceIds);
  const found = await context.tx.evidence.findMany({
    where: { AND: [{ id: { in: ids } }, visibleEvidence(context)] },
    select: { id: true, number: true, title: true, withdrawnAt: true },
  });
  return new Map(
    found.map(({ id, number, title, withdrawnAt }) => [
      id,
      `${evidenceRef(number)} ${title}${withdrawnAt ? " (withdrawn)" : ""}`,
    ]),
  );
}
