import "server-only";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { roles } from "@/lib/platform/access/role";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** A role that can be given: a built-in one, or one of the organisation's own with the names of its permissions. */
export interface RoleKind {
  /** The key of a built-in role, or the id of a custom one. */
  value: string;
  label: string;
  help?: string;
  /** Null for a built-in role. */
  permissions: readonly string[] | null;
  /** Where a custom role is kept: it is given there and below. Null for a built-in role. */
  unit: { id: string; name: string } | null;
}

const builtIn: readonly RoleKind[] = roles.map((role) => ({ ...role, permissions: null, unit: null }));

/** Makes what retires a role wait for what gives it, and the other way round. */
export async function lockRoles(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('plumbline custom roles'))::text`;
}

/** Returns the condition on custom roles this actor may see: those kept in the units of the operation, and above, since they are given below. */
export async function visibleTo({ tx, actor, units }: Context): Promise<Prisma.CustomRoleWhereInput> {
  if (actor.kind === "system") return {};
  const held = await tx.unit.findMany({ where: { id: { in: [...units] } }, select: { path: true } });
  return { unitId: { in: [...new Set(held.flatMap(({ path }) => idsOnPath(path)))] } };
}

/** Returns the roles in use that this actor may see: the built-in ones, then the organisation's own by name. */
export async function roleKinds(context: Context): Promise<RoleKind[]> {
  const own = await context.tx.customRole.findMany({
    where: { AND: [{ retiredAt: null }, await visibleTo(context)] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: { unit: { select: { id: true, name: true } } },
  });
  return [
    ...builtIn,
    ...own.map(({ id, name, description, permissions, unit }) => ({
      value: id,
      label: name,
      ...(description ? { help: description } : {}),
      permissions,
      unit,
    })),
  ];
}

/** Returns the role of that key or id; throws Invalid for one that does not exist, is retired, or is not given in that unit. */
export async function roleKind(context: Context, value: string, unitId: string): Promise<RoleKind> {
  const unit = await context.tx.unit.findUnique({ where: { id: unitId }, select: { path: true } });
  const above = unit ? idsOnPath(unit.path) : [];
  const kinds = (await roleKinds(context)).filter((kind) => !kind.unit || above.includes(kind.unit.id));
  const found = kinds.find((kind) => kind.value === value);
  if (found) return found;
  const known = kinds.map((kind) => (kind.permissions ? `${kind.value} (${kind.label})` : kind.value));
  throw new Invalid([
    { path: "role", message: `There is no such role to give there. Choose one of: ${known.join(", ")}.` },
  ]);
}
