import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getPasta, getStage, listStages } from "@/lib/domain/pasta-stages/queries/stages";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { modelOf } from "../read-model";

/** Returns a threat model that is done by PASTA; one by STRIDE alone has no such pages. */
export async function pastaModelOf(id: string) {
  const model = await modelOf(id);
  if (model.approach === "stride") notFound();
  return model;
}

/** Returns the seven stages of a threat model, with what is missing at each. */
export const pastaOf = cache(
  async (id: string) => (await orNotFound(getPasta.execute(await requireActor(), { id }))).stages,
);

/** Returns one stage of a threat model, by its number in the address. */
export const stageOf = cache(async (id: string, number: string) => {
  await pastaModelOf(id);
  const actor = await requireActor();
  const { rows } = await listStages.execute(actor, { threatModelId: id });
  const row = rows.find(({ stage }) => String(stage) === number);
  if (!row) notFound();
  return { rows, stage: await getStage.execute(actor, { id: row.id }) };
});

export type StageRecord = Awaited<ReturnType<typeof getStage.execute>>;
