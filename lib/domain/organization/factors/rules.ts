import { ownRoles, type SignInRules } from "@/lib/domain/organization/factors/schema";
import { roles } from "@/lib/platform/access/role";

const day = 86_400_000;

/**
 * Returns the instant from which somebody with these grants needs a second factor, or null when none of their roles does:
 * the grace counts from the decision on the role, or from the day it was given, whichever is later.
 */
export function neededFrom(
  grants: readonly { role: string; createdAt: Date }[],
  { required, graceDays }: SignInRules,
): Date | null {
  const instants = grants.flatMap(({ role, createdAt }) => {
    const kind = roles.some(({ value }) => value === role) ? role : ownRoles;
    const rule = required.find((one) => one.role === kind);
    return rule ? [Math.max(Date.parse(rule.since), createdAt.getTime()) + graceDays * day] : [];
  });
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

/** Returns the rules with these roles: a role that was named before keeps its day, a new one counts from now. */
export function withRoles(
  held: SignInRules,
  wanted: readonly string[],
  graceDays: number,
  now: Date,
): SignInRules {
  const since = (role: string) => held.required.find((one) => one.role === role)?.since ?? now.toISOString();
  return { required: wanted.map((role) => ({ role, since: since(role) })), graceDays };
}
