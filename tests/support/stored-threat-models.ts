import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { listThreats } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";

let round = 0;

/** Returns the id of a new AI system of the unit, with these facts. */
export async function newSystem(actor: Actor, unitId: string, facts: object = {}): Promise<string> {
  round += 1;
  return (await createSystem.execute(actor, { name: `Bot ${round}`, unitId, ...facts })).id;
}

/** Returns a model as a drawing that can be saved. */
export function drawingOf({ threats: _threats, ...drawing }: ThreatModel) {
  return drawing as unknown as Parameters<typeof saveDrawing.execute>[1]["drawing"];
}

/** Returns the id of a stored threat model with this drawing and its threats. */
export async function storedModel(actor: Actor, unitId: string, drawn: ThreatModel): Promise<string> {
  const systemId = await newSystem(actor, unitId);
  const { id } = await createModel.execute(actor, { title: "Bot", systemId, start: "empty" });
  await draw(actor, id, drawn);
  return id;
}

/** Saves another drawing of a model and generates its threats. */
export async function draw(actor: Actor, id: string, drawn: ThreatModel): Promise<void> {
  const { version } = await getModel.execute(actor, { id });
  const saved = await saveDrawing.execute(actor, { id, version, drawing: drawingOf(drawn) });
  await generateThreats.execute(actor, { id, version: saved.version });
}

/** Returns the threats of a model. */
export async function threatsOf(actor: Actor, id: string) {
  return (await listThreats.execute(actor, { id })).threats;
}
