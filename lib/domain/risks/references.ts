import "server-only";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { unitsWith } from "@/lib/platform/access/actor";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

interface References {
  unitId?: string | undefined;
  ownerId?: string | null | undefined;
  systemIds?: readonly string[] | undefined;
}

/** Throws Invalid unless every record that the input names is within the actor's scope; foreign and absent look alike. */
export async function assertReachable({ tx, units, actor }: Context, named: References): Promise<void> {
  const { unitId, ownerId, systemIds } = named;
  const problems: FieldProblem[] = [];
  const known = await countNamed({ tx, actor }, actor.kind === "system" ? named : { ownerId, systemIds });
  const own = actor.kind === "system" ? known.units === (unitId ? 1 : 0) : !unitId || units.includes(unitId);
  if (!own) {
    problems.push({
      path: "unitId",
      message: "There is no such business unit where you may do this. Choose another.",
    });
  }
  if (ownerId && known.people === 0) {
    problems.push({ path: "ownerId", message: "There is no such person. Choose somebody with an account." });
  }
  if (systemIds && known.systems !== systemIds.length) {
    problems.push({
      path: "systemIds",
      message: "One of these AI systems does not exist. Choose them again.",
    });
  }
  if (problems.length > 0) throw new Invalid(problems);
}

// In one statement, since every risk that is created waits for it.
async function countNamed(
  { tx, actor }: Pick<Context, "tx" | "actor">,
  { unitId, ownerId, systemIds = [] }: References,
) {
  if (!unitId && !ownerId && systemIds.length === 0) return { units: 0, people: 0, systems: 0 };
  const [everywhere, units] = [actor.kind === "system", unitsWith(actor, systemsRead)];
  const [counts] = await tx.$queryRaw<{ units: number; people: number; systems: number }[]>`select
    (select count(*)::int from units where id = ${unitId ?? null}::uuid) as units,
    (select count(*)::int from people where id = ${ownerId ?? null}::uuid and status <> 'disabled') as people,
    (select count(*)::int from systems where id = any (${[...systemIds]}::uuid[]) and (${everywhere}::boolean or "unitId" = any (${units}::uuid[]))) as systems`;
  return counts ?? { units: 0, people: 0, systems: 0 };
}

/** Throws Invalid unless the category is one of the risk method's. */
export function assertCategory(category: string, method: Pick<RiskMethod, "categories">): void {
  if (method.categories.some(({ key }) => key === category)) return;
  const known = method.categories.map(({ key }) => key).join(", ");
  throw new Invalid([
    { path: "category", message: `"${category}" is not a risk category. Use one of: ${known}.` },
  ]);
}
