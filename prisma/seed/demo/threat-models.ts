import "server-only";
import { addNode } from "@/lib/domain/attack-trees/commands/change-nodes";
import { createTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { requestAcceptances } from "@/lib/domain/threat-models/acceptance/request";
import { grantAcceptance } from "@/lib/domain/threat-models/acceptance/sign";
import { saveAssumption } from "@/lib/domain/threat-models/commands/change-assumptions";
import { saveElement } from "@/lib/domain/threat-models/commands/change-parts";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { grantSignOff, requestSignOff } from "@/lib/domain/threat-models/commands/sign-off";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { listThreats } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { loadStages } from "@/prisma/seed/demo/pasta-stages";
import { demoActor } from "@/prisma/seed/demo/persona-actor";

type DemoModel = DemoContent["threatModels"][number];

/** Draws threat models from the inventory, decides some of their threats and signs them off, one of them by PASTA as well; one is drawn further and gets an attack tree. */
export async function loadThreatModels({ threatModels, organisation }: DemoContent): Promise<void> {
  const today = dayIn(organisation.timeZone, new Date());
  for (const one of threatModels) {
    const actor = await demoActor(one.by);
    const { id } = await createModel.execute(actor, {
      ...{ title: one.title, systemId: demoId("systems", one.system), ownerId: demoId("people", one.owner) },
      ...(one.pasta.length > 0 ? { approach: "both" as const } : {}),
      ...{ scopeNotes: one.scope, nextReviewOn: addDays(today, one.nextReviewInDays) },
    });
    for (const decision of one.decisions) await decide(actor, id, decision);
    for (const acceptance of one.acceptances) await accept(actor, id, acceptance, today);
    if (one.assumptions.length > 0) await assume(actor, id, one.assumptions);
    await loadStages(actor, id, one.pasta);
    await requestSignOff.execute(actor, { id, reason: one.signOff.ask });
    await grantSignOff.execute(await demoActor(one.signOff.signer), { id, reason: one.signOff.reason });
    if (one.drift) await drawFurther(actor, id, one.drift);
    if (one.attackTree) await growTree(actor, id, one.attackTree);
  }
}

async function decide(
  actor: Actor,
  id: string,
  { state, reason, ...which }: DemoModel["decisions"][number],
): Promise<void> {
  const threats = await undecided(actor, id, which);
  if (threats.length > 0) await decideThreats.execute(actor, { id, threats, state, reason });
}

async function accept(
  actor: Actor,
  id: string,
  { inDays, reason, signed, ...which }: DemoModel["acceptances"][number],
  today: string,
): Promise<void> {
  const threats = await undecided(actor, id, which);
  if (threats.length === 0) return;
  await requestAcceptances.execute(actor, { id, threats, reason, until: addDays(today, inDays) });
  if (!signed) return;
  const signer = await demoActor(signed.by);
  for (const threat of threats)
    await grantAcceptance.execute(signer, { id: threat.id, reason: signed.reason });
}

async function undecided(
  actor: Actor,
  id: string,
  { family, category, most }: Pick<DemoModel["decisions"][number], "family" | "category" | "most">,
): Promise<{ id: string; version: number }[]> {
  const { threats } = await listThreats.execute(actor, { id });
  const wanted = threats.filter(
    (threat) =>
      ["open", "needs-answer"].includes(threat.state) &&
      threat.acceptance.asked === null &&
      (family === undefined || threat.family === family) &&
      (category === undefined || threat.category === category),
  );
  return wanted.slice(0, most).map(({ id: threat, version }) => ({ id: threat, version }));
}

async function assume(actor: Actor, id: string, assumptions: DemoModel["assumptions"]): Promise<void> {
  for (const { text, state, owner } of assumptions) {
    const { version } = await getModel.execute(actor, { id });
    const ownerId = owner ? demoId("people", owner) : null;
    await saveAssumption.execute(actor, { id, version, text, state, ownerId });
  }
  const { version } = await getModel.execute(actor, { id });
  await generateThreats.execute(actor, { id, version });
}

async function drawFurther(actor: Actor, id: string, drift: NonNullable<DemoModel["drift"]>): Promise<void> {
  const { version } = await getModel.execute(actor, { id });
  const saved = await saveElement.execute(actor, { id, version, ...drift });
  await generateThreats.execute(actor, { id, version: saved.version });
}

type Steps = NonNullable<DemoModel["attackTree"]>["below"];

async function growTree(
  actor: Actor,
  threatModelId: string,
  { goal, below }: NonNullable<DemoModel["attackTree"]>,
): Promise<void> {
  const { id, ...begun } = await createTree.execute(actor, { threatModelId, title: goal });
  let { version } = begun;
  const grow = async (parentId: string, steps: Steps): Promise<void> => {
    for (const { below: further, ...step } of steps) {
      const added = await addNode.execute(actor, {
        ...{ id, version, parentId, threatIds: [], controlIds: [], zoneId: null, test: null, ...step },
      });
      version = added.version;
      await grow(String(added["node"]), further);
    }
  };
  await grow("goal", below);
}
