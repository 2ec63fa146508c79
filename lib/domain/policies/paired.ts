import "server-only";
import { crosswalkInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { turnedRound } from "@/lib/domain/frameworks/rules";
import { type Paired, partsOf } from "@/lib/domain/policies/rules";
import type { PolicyTemplate } from "@/lib/domain/policies/schema";
import type { Transaction } from "@/lib/platform/database/client";

/**
 * Returns by the number of each rule of a policy the requirements of imported frameworks that the crosswalk in force pairs with
 * one that the rule serves, with what the latter is to it; rules without any are left out.
 */
export async function pairedRequirements(
  tx: Transaction,
  template: PolicyTemplate,
): Promise<Record<string, Paired[]>> {
  const frameworks = await frameworksInForce(tx);
  const imported = new Set(frameworks.flatMap(({ key, origin }) => (origin === null ? [] : [key])));
  if (imported.size === 0) return {};
  const pairs = new Map<string, Paired[]>();
  for (const { source, target, relationship } of await crosswalkInForce(tx))
    for (const [from, to, how] of [
      [source, target, relationship],
      [target, source, turnedRound(relationship)],
    ] as const) {
      if (!imported.has(to.framework) || how === "none") continue;
      const key = `${from.framework}:${from.ref}`;
      pairs.set(key, [...(pairs.get(key) ?? []), { ...to, relationship: how }]);
    }
  const clauses = partsOf(template).flatMap((part) => part.clauses);
  return Object.fromEntries(
    clauses.flatMap(({ number, requirements }): [string, Paired[]][] => {
      const all = requirements.flatMap(({ framework, ref }) => pairs.get(`${framework}:${ref}`) ?? []);
      const once = [...new Map(all.map((one) => [`${one.framework}:${one.ref}`, one])).values()];
      return once.length > 0 ? [[number, once]] : [];
    }),
  );
}
