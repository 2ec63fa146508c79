import "server-only";
import * as z from "zod";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { systemsApprove, systemsMove, systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import {
  type Act,
  acts,
  changedChecks,
  moveKind,
  obstacleTo,
  type Situation,
  signersOf,
} from "@/lib/domain/inventory/systems/approvals/rules";
import { type MoveSnapshot, moveSnapshot } from "@/lib/domain/inventory/systems/approvals/schema";
import { checkGate } from "@/lib/domain/inventory/systems/gates/check";
import { checkNames } from "@/lib/domain/inventory/systems/gates/named-checks";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { holdsRole, may } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import type { Role } from "@/lib/platform/access/role";
import type { Decision } from "@/lib/platform/database/generated/client";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { GateSubject } from "@/lib/platform/registry/contributions";

/** A request for approval that waits, with the gate as it is now. */
export interface Waiting {
  decision: Decision;
  asked: MoveSnapshot;
  gateVersion: number;
  checks: GateCheck[];
}

/** Returns the request that waits for a signature on a system, or null, and what decides who can answer it. */
export async function waitingOn(
  context: Context,
  system: GateSubject,
): Promise<{ waiting: Waiting | null; situation: Situation }> {
  const { actor, tx } = context;
  const { pending } = await liveDecisions(tx, moveKind, system.id);
  const none = { pending: null, personId: actor.personId, signers: [], holdsRole: false, changed: [] };
  if (!pending) return { waiting: null, situation: none };
  const asked = moveSnapshot.parse(pending.snapshot);
  const { value, version: gateVersion } = await readSetting(tx, gatesSetting);
  const checks = await checkGate(context, value, system, asked.toStage);
  const signers = signersOf(value[asked.toStage]);
  return {
    waiting: { decision: pending, asked, gateVersion, checks },
    situation: {
      pending,
      personId: actor.personId,
      signers,
      holdsRole: signers.some((role) => holdsRole(actor, role as Role, system.unitId)),
      changed: changedChecks(asked.checks, checks),
    },
  };
}

/** What each act on a request takes. */
const actPermissions: Record<Act, Permission> = {
  approve: systemsApprove,
  refuse: systemsApprove,
  withdraw: systemsMove,
};

/** The move of a system that waits for a second person: what was asked, what was found, and who can do what about it. */
export const waitingMove = query({
  name: "systems.waitingMove",
  summary: "The move of an AI system that waits for a second person",
  permission: systemsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const system = await findSystem(context, id, visibleTo(context.actor));
    const { waiting, situation } = await waitingOn(context, system);
    if (!waiting) return { waiting: null };
    const { decision, asked } = waiting;
    const can: Partial<Record<Act, boolean>> = {};
    const notNow: Partial<Record<Act, string>> = {};
    for (const act of acts) {
      const allowed = may(context.actor, actPermissions[act], system.unitId);
      const obstacle = obstacleTo(act, situation);
      can[act] = allowed && obstacle === null;
      if (allowed && obstacle) notNow[act] = obstacle.message;
    }
    const { toStage } = asked;
    const checks = (await checkNames(context.tx, asked.checks))(asked.checks);
    const { changed } = situation;
    return { waiting: { id: decision.id, version: system.version, toStage, checks, changed, can, notNow } };
  },
});
