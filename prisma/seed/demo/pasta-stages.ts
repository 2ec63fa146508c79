import "server-only";
import type * as z from "zod";
import {
  saveAbuseCase,
  saveAgent,
  saveComponent,
  saveIdentity,
  saveObjective,
  saveTrigger,
  saveWeakness,
} from "@/lib/domain/pasta-stages/commands/change-entries";
import { grantStage, requestStage } from "@/lib/domain/pasta-stages/commands/sign-stage";
import { updateStage } from "@/lib/domain/pasta-stages/commands/write-stage";
import { listStages } from "@/lib/domain/pasta-stages/queries/stages";
import { listThreats } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { pastaShape } from "@/prisma/seed/demo/pasta-shape";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

type DemoStage = z.output<typeof pastaShape>;
type DemoEntry = DemoStage["entries"][number];

const saving = {
  ...{ objectives: saveObjective, components: saveComponent, identities: saveIdentity, agents: saveAgent },
  ...{ weaknesses: saveWeakness, abuseCases: saveAbuseCase, triggers: saveTrigger },
};

/** Writes down the stages of PASTA of a threat model and has them signed; what is added later lets a sign-off go stale. */
export async function loadStages(
  actor: Actor,
  threatModelId: string,
  stages: readonly DemoStage[],
): Promise<void> {
  const { rows } = await listStages.execute(actor, { threatModelId });
  for (const { stage, notes, entries, signOff, later } of stages) {
    const row = rows.find((one) => one.stage === stage);
    if (!row) throw new Error(`There is no stage ${stage}.`);
    const { id } = row;
    let { version } = row;
    if (Object.keys(notes).length > 0)
      version = (await updateStage.execute(actor, { id, version, ...notes })).version;
    const add = async (entry: DemoEntry) => {
      const ids = await named(actor, threatModelId, entry);
      const saved = await saving[entry.list].execute(actor, { id, version, ...entry.said, ...ids });
      version = saved.version;
    };
    for (const entry of entries) await add(entry);
    if (signOff) {
      const { ask: reason, exception = null, signer } = signOff;
      await requestStage.execute(actor, { id, reason, exception });
      await grantStage.execute(await demoActor(signer), { id, reason: signOff.reason });
      // The signature is a change of the stage too.
      version += 1;
    }
    for (const entry of later) await add(entry);
  }
}

async function named(actor: Actor, threatModelId: string, { owner, families, evidence }: DemoEntry) {
  const { threats } = families ? await listThreats.execute(actor, { id: threatModelId }) : { threats: [] };
  const chosen = threats.filter(
    ({ family, state }) => families?.includes(family ?? "") && !["not-applicable", "avoided"].includes(state),
  );
  return {
    ...(owner ? { ownerId: demoId("people", owner) } : {}),
    ...(families ? { threatIds: chosen.map(({ id }) => id) } : {}),
    ...(evidence ? { evidenceIds: evidence.map((key) => demoId("evidence", key)) } : {}),
  };
}
