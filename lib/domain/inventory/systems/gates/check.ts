import "server-only";
import { secondPerson, signersOf } from "@/lib/domain/inventory/systems/approvals/rules";
import { writtenAs } from "@/lib/domain/inventory/systems/gates/named-checks";
import { blockingOf } from "@/lib/domain/inventory/systems/gates/rules";
import type { GateCheck, LifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import type { Stage } from "@/lib/domain/inventory/systems/options/schema";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { type Actor, holdsRole } from "@/lib/platform/access/actor";
import { roles } from "@/lib/platform/access/role";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { type GateSubject, gateConditions } from "@/lib/platform/registry/contributions";

/** What a gate found of a system that wants to pass. */
export interface Found {
  gateVersion: number;
  checks: GateCheck[];
  /** The roles that may sign, where all that the gate still asks for is a second person. */
  signers: readonly string[];
}

/** Returns each condition of a stage with what was found for this system, in the order that the organisation set. */
export async function checkGate(
  context: Context,
  gates: LifecycleGates,
  system: GateSubject,
  toStage: Stage,
): Promise<GateCheck[]> {
  const checks: GateCheck[] = [];
  for (const { condition, value, required, waivableBy } of gates[toStage]) {
    const known = gateConditions().find(({ key }) => key === condition);
    const finding = (await known?.check(context, system, value)) ?? {
      state: "unknown" as const,
      found: "Plumbline does not know this condition any more. Ask an administrator to set the gate again.",
    };
    checks.push({ condition, label: known?.label ?? condition, required, waivableBy, ...finding });
  }
  return checks;
}

/** Returns whether this person may waive the condition for a system of that unit. */
export function mayWaive(
  actor: Actor,
  { waivableBy }: Pick<GateCheck, "waivableBy">,
  unitId: string,
): boolean {
  return (
    actor.kind === "person" &&
    roles.some(({ value }) => value === waivableBy && holdsRole(actor, value, unitId))
  );
}

/**
 * Returns what the gate of a stage found, with the waivers of the actor; throws Invalid with a reason per condition when
 * a required one neither holds nor is waived. A second person is not there yet when a move is tried: their roles are
 * returned, and the move waits for them.
 */
export async function passGate(
  context: Context,
  system: GateSubject,
  toStage: Stage,
  waiver: string | undefined,
): Promise<Found> {
  const { value: gates, version: gateVersion } = await readSetting(context.tx, gatesSetting);
  const found = await checkGate(context, gates, system, toStage);
  const blocking = new Set(blockingOf(found));
  const mine = (check: GateCheck) => blocking.has(check) && mayWaive(context.actor, check, system.unitId);
  if (waiver && !found.some(mine)) {
    const message = "There is nothing here that you may waive. Leave the reason empty.";
    throw new Invalid([{ path: "waiver", message }]);
  }
  const checks = found.map((check) =>
    waiver && mine(check) ? { ...check, waived: { by: writtenAs(context.actor), reason: waiver } } : check,
  );
  const open = blockingOf(checks).filter(({ waived }) => !waived);
  const refused = open.filter(({ condition }) => condition !== secondPerson);
  if (refused.length > 0) throw new Invalid([{ path: "toStage", message: refusalOf(refused) }]);
  return { gateVersion, checks, signers: open.length > 0 ? signersOf(gates[toStage]) : [] };
}

/** Returns why a system may not pass, a sentence per condition. */
export function refusalOf(refused: readonly GateCheck[]): string {
  return refused.map(({ label, found }) => `${label}: ${found}`).join(" ");
}
