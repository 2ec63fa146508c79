import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { closeRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { onDay } from "@/tests/support/on-day";
import { createWorld, personWith, type World } from "@/tests/support/world";

/** A risk whose every change lies on a known day, and who reads it everywhere. */
export interface KnownDays {
  world: World;
  lead: Actor;
  id: string;
  systemId: string;
  /** The titles of the register as of a day, in their order. */
  titlesOn(asOf: string, request?: object, actor?: Actor): Promise<unknown[]>;
  /** The risk as of a day. */
  riskOn(asOf: string, actor?: Actor): ReturnType<typeof getRisk.execute>;
}

/**
 * Makes one risk: raised on 5 January 2026, scored on the 10th, renamed and rescored on 1 February, moved from claims to the
 * clinics on 1 March and closed on 1 April. The method gets other bands on 15 March; its system is renamed on 20 February.
 */
export async function createKnownDays(): Promise<KnownDays> {
  const world = await createWorld();
  const lead = await personWith("lead", world.root);
  const { id, systemId } = await onDay("2026-01-05", () => raise(lead, world.claims));
  const version = async () => (await getRisk.execute(lead, { id })).version;
  const score = async (likelihood: number, impact: number) => {
    const scoring = { kind: "current", likelihood, impact, reason: "Judged together." } as const;
    await scoreRisk.execute(lead, { id, version: await version(), ...scoring });
  };
  const change = async (fields: object) =>
    updateRisk.execute(lead, { id, version: await version(), ...fields });
  await onDay("2026-01-10", () => score(4, 4));
  await onDay("2026-02-01", async () => {
    await score(2, 2);
    await change({ title: "Leak through prompts and logs", treatment: "mitigate" });
    await createRisk.execute(lead, { title: "Bias", category: "fairness", unitId: world.clinics });
  });
  const renamed = { id: systemId, version: 1, name: "Claims reader 2" };
  await onDay("2026-02-20", () => updateSystem.execute(lead, renamed));
  await onDay("2026-03-01", () => change({ unitId: world.clinics }));
  const method = { ...initialRiskMethod, bands: [...strictBands] };
  await onDay("2026-03-15", () =>
    setRiskMethod.execute(lead, { version: 0, reason: "Stricter", moves: {}, method }),
  );
  await onDay("2026-04-01", async () =>
    closeRisk.execute(lead, { id, version: await version(), reason: "The system is gone." }),
  );
  const titlesOn: KnownDays["titlesOn"] = async (asOf, request = {}, actor = lead) =>
    (await riskRegister.list.execute(actor, { asOf, sort: "title", ...request })).rows.map(
      ({ title }) => title,
    );
  const riskOn: KnownDays["riskOn"] = (asOf, actor = lead) => getRisk.execute(actor, { id, asOf });
  return { world, lead, id, systemId, titlesOn, riskOn };
}

async function raise(lead: Actor, unitId: string): Promise<{ id: string; systemId: string }> {
  const system = await createSystem.execute(lead, { name: "Claims reader", unitId, stage: "idea" });
  const risk = { title: "Leak through prompts", category: "security", unitId, systemIds: [system.id] };
  return { id: (await createRisk.execute(lead, risk)).id, systemId: system.id };
}

/** The bands of the method from 15 March on. */
export const strictBands = [
  { level: "low", label: "Low", from: 1, to: 1 },
  { level: "medium", label: "Medium", from: 2, to: 2 },
  { level: "high", label: "High", from: 3, to: 3 },
  { level: "critical", label: "Critical", from: 4, to: 25 },
] as const;
