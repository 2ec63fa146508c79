import "server-only";
import { stageHref, stageRef } from "@/lib/domain/pasta-stages/rules";
import { pastaStages } from "@/lib/domain/pasta-stages/stages";
import { visibleTo } from "@/lib/domain/threat-models/access";
import type { PastaStage, StoredThreatModel } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns a stage as it is stored, with its threat model, within the actor's scope; throws NotFound. */
export async function findStage(
  context: Context,
  id: string,
): Promise<{ row: PastaStage; model: StoredThreatModel }> {
  const found = await context.tx.pastaStage.findFirst({
    where: { id, model: { is: visibleTo(context) } },
    include: { model: true },
  });
  if (!found) throw new NotFound();
  const { model, ...row } = found;
  return { row, model };
}

/** Returns those of these stages that the actor may see, as other concepts name them. */
export async function findStages(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.pastaStage.findMany({
    where: { id: { in: [...ids] }, model: { is: visibleTo(context) } },
    include: { model: { select: { number: true, title: true, ownerId: true } } },
  });
  return found.map(({ id, unitId, stage, threatModelId, model }) => ({
    ...{ id, unitId, ownerId: model.ownerId, ref: stageRef(model.number, stage) },
    name: `${stageName(stage)}: ${model.title}`,
    href: stageHref(threatModelId, stage),
  }));
}

/** Returns what the method calls a stage. */
export function stageName(number: number): string {
  return pastaStages().find((one) => one.number === number)?.name ?? `Stage ${number}`;
}
