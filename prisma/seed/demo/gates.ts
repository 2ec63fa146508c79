import "server-only";
import { evaluateStoredRuns } from "@/lib/domain/test-runs/gate/commands/evaluate-gate";
import { createGatePolicy } from "@/lib/domain/test-runs/gate/commands/write-policy";
import { readPolicy } from "@/lib/domain/test-runs/gate/policy";
import { findingRegister, runRegister } from "@/lib/domain/test-runs/queries/register";
import { grantWaiver, requestWaiver } from "@/lib/domain/test-runs/waivers/commands";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

/** Lets one finding of the demo be lived with for a while, writes a gate policy, and asks the gate about the runs there are. */
export async function loadGates({ testRuns, organisation }: DemoContent): Promise<void> {
  const { system, waiver, gate } = testRuns;
  const systemId = demoId("systems", system);
  const asking = await demoActor(waiver.by);
  const { rows } = await findingRegister.list.execute(asking, { system: systemId });
  const id = rows.find((row) => row["check"] === waiver.check)?.id;
  if (!id) throw new Error(`The demo has no finding of ${waiver.check}.`);
  const until = addDays(dayIn(organisation.timeZone, new Date()), waiver.inDays);
  await requestWaiver.execute(asking, { id, until, reason: waiver.reason });
  await grantWaiver.execute(await demoActor(waiver.signer), { id, reason: waiver.signed });
  const lead = await demoActor(gate.by);
  const { title, text } = gate;
  await createGatePolicy.execute(lead, { title, text, unitId: demoId("units", gate.unit) });
  const runs = (await runRegister.list.execute(lead, { system: systemId })).rows;
  const policy = readPolicy(text).policy.id;
  for (const { files, ...from } of gate.asks) {
    const runIds = files.flatMap((file) => runs.find((run) => run["fileName"] === file)?.id ?? []);
    await evaluateStoredRuns.execute(lead, { systemId, policy, runIds, ...from });
  }
}
