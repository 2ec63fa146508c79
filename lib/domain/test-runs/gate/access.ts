import "server-only";
import { unitsWithAndAbove } from "@/lib/domain/organization/units/access";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Context } from "@/lib/platform/operation/operation";

export const gatesRead = permission(
  "gates:read",
  "Read gate policies and what they said of test results.",
  everyRole,
);
export const gatesEvaluate = permission(
  "gates:evaluate",
  "Ask a gate whether test results of the AI systems of one's units pass.",
  ["administrator", "lead", "system-owner"],
);
export const gatePoliciesEdit = permission("gate-policies:edit", "Write gate policies, and retire them.", [
  "lead",
  "compliance",
]);

/** Returns the condition on gate policies this actor may see: those kept where they may read them, and above, since they hold below. */
export async function policiesVisibleTo(context: Pick<Context, "actor" | "tx">): Promise<{
  unitId?: { in: string[] };
}> {
  if (context.actor.kind === "system") return {};
  const { above } = await unitsWithAndAbove(context, gatesRead);
  return { unitId: { in: above } };
}
