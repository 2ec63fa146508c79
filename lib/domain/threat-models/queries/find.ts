import "server-only";
import { visibleTo } from "@/lib/domain/threat-models/access";
import type { GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { type Drawing, drawingShape } from "@/lib/domain/threat-models/drawing/schema";
import { type Generated, generate } from "@/lib/domain/threat-models/generate";
import type { RuleSet } from "@/lib/domain/threat-models/own-rules/rule-set";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the stored threat model within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findModel(context: Context, id: string): Promise<StoredThreatModel> {
  const found = await context.tx.storedThreatModel.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns a stored threat with its model within the actor's scope; throws NotFound. */
export async function findThreat(
  context: Context,
  id: string,
): Promise<{ threat: Threat; model: StoredThreatModel }> {
  const found = await context.tx.threat.findFirst({
    where: { id, model: { is: visibleTo(context) } },
    include: { model: true },
  });
  if (!found) throw new NotFound();
  const { model, ...threat } = found;
  return { threat, model };
}

/** Returns those of these threat models that the actor may see, as other concepts name them. */
export async function findModels(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.storedThreatModel.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: modelRef(number) }));
}

/** Returns those of these threats that the actor may see, as other concepts name them; their models' owners answer for them. */
export async function findThreats(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.threat.findMany({
    where: { id: { in: [...ids] }, model: { is: visibleTo(context) } },
    select: { id: true, number: true, title: true, unitId: true, model: { select: { ownerId: true } } },
  });
  return found.map(({ number, title, model, ...one }) => ({
    ...{ ...one, ownerId: model.ownerId },
    ...{ ref: threatRef(number), name: title },
  }));
}

/** Returns a stored drawing and where its parts are drawn. */
export async function drawingOf({ tx }: Pick<Context, "tx">, drawingId: string) {
  const { drawing, layout } = await tx.threatModelDrawing.findUniqueOrThrow({ where: { id: drawingId } });
  return { drawing: drawingShape.parse(drawing), layout: layout as Record<string, { x: number; y: number }> };
}

/** Returns what the rules of the organisation make of a drawing, asked as the model asks them. */
export function generatedFor(
  { tier, facts }: Pick<StoredThreatModel, "tier" | "facts">,
  drawing: Drawing,
  rules: RuleSet,
): Generated {
  const generated = generate(modelOf(drawing), rules.at(tier), facts as GivenFacts);
  return { ...generated, paths: generated.paths.filter(({ ruleId }) => !rules.off.has(ruleId)) };
}
