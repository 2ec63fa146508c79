import "server-only";
import { secondPerson } from "@/lib/domain/inventory/systems/approvals/rules";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { getGates } from "@/lib/domain/inventory/systems/gates/queries";
import { lifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import "@/lib/registry";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/** Lets a gate ask for a second person from now on, and tries a move that waits for one because of it. */
export async function askDemoMove({ people, moveRequest }: DemoContent): Promise<void> {
  const actor = await demoActor(people.find(({ persona }) => persona === "lead")?.key ?? "");
  const { stage, signers, gateReason, reason, waiver } = moveRequest;
  const current = await getGates.execute(actor, {});
  const { version } = current;
  const gates = lifecycleGates.strip().parse(current);
  gates[stage].unshift({ condition: secondPerson, value: signers, required: true, waivableBy: null });
  await setGates.execute(actor, { version, gates, reason: gateReason });
  const id = demoId("systems", moveRequest.system);
  const seen = await getSystem.execute(actor, { id });
  await moveSystem.execute(actor, { id, version: seen.version, toStage: stage, reason, waiver });
}
