import "server-only";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { policiesVisibleTo } from "@/lib/domain/test-runs/gate/access";
import { verdictRef } from "@/lib/domain/test-runs/gate/schema";
import type { GatePolicy, GatePolicyVersion } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the stored policy within the actor's scope; throws NotFound. */
export async function findPolicy(context: Context, id: string): Promise<GatePolicy> {
  const found = await context.tx.gatePolicy.findFirst({
    where: { AND: [{ id }, await policiesVisibleTo(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns the newest version of the policy that holds in a unit under this id: the unit's own, or that of the nearest unit above; null where none does. */
export async function policyInForce(
  context: Context,
  key: string,
  unitId: string,
): Promise<{ policy: GatePolicy; newest: GatePolicyVersion } | null> {
  const { tx } = context;
  const unit = await tx.unit.findUnique({ where: { id: unitId }, select: { path: true } });
  const nearest = idsOnPath(unit?.path ?? "").toReversed();
  const found = await tx.gatePolicy.findMany({ where: { key, retiredAt: null, unitId: { in: nearest } } });
  const [policy] = found.toSorted((a, b) => nearest.indexOf(a.unitId) - nearest.indexOf(b.unitId));
  if (!policy) return null;
  const newest = await tx.gatePolicyVersion.findFirst({
    where: { policyId: policy.id, number: policy.newest },
  });
  return newest && { policy, newest };
}

/** Returns those of these policies that the actor may see, as other concepts name them. */
export async function findPolicies(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.gatePolicy.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await policiesVisibleTo(context)] },
    select: { id: true, key: true, title: true, unitId: true },
  });
  return found.map(({ key, title, ...one }) => ({ ...one, ref: key, name: title, ownerId: null }));
}

/** Returns those of these verdicts that the actor may see, as other concepts name them. */
export async function findVerdicts(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.gateVerdict.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, verdict: true, policyKey: true, unitId: true },
  });
  return found.map(({ number, verdict, policyKey, ...one }) => ({
    ...{ ...one, ref: verdictRef(number), name: `${policyKey}: ${verdict}`, ownerId: null },
  }));
}
