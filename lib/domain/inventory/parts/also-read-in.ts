import "server-only";
import { usersOf } from "@/lib/domain/inventory/parts/users";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns where a part is read beside its keeper's unit, and why: below it, and by whoever reads a system that uses it. */
export async function partAlsoReadIn(
  context: Context,
  { id, unitId }: FoundRecord,
): Promise<{ units: string[]; why: string }[]> {
  const { path } = await context.tx.unit.findUniqueOrThrow({ where: { id: unitId } });
  const below = await context.tx.unit.findMany({
    where: { path: { startsWith: path }, id: { not: unitId } },
    select: { id: true },
  });
  const users = (await usersOf(context, [id])).get(id) ?? [];
  return [
    { units: below.map((unit) => unit.id), why: "below the unit that keeps it" },
    ...users.map(({ name, unit }) => ({ units: [unit.id], why: `used by ${name}` })),
  ];
}
