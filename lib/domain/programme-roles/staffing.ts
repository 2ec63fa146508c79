import "server-only";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { shippedRoles } from "@/lib/domain/programme-roles/read-roles";
import { filledBy } from "@/lib/domain/programme-roles/rules";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** A role as a unit has it: one that Plumbline comes with, or one of the organisation's own. */
export interface Role {
  /** The key of a shipped role, the id of one's own. */
  role: string;
  title: string;
  purpose: string;
  responsibilities: string[];
  need: "required" | "optional";
  basis: string[];
  /** The unit that added it; null for a shipped one. */
  own: { unitId: string; version: number } | null;
}

/** Returns the roles that count in a unit: the shipped ones, and those that it or a unit above added. */
export async function rolesOf({ tx }: Context, path: readonly string[]): Promise<Role[]> {
  const own = await tx.programmeRole.findMany({
    where: { unitId: { in: [...path] }, retiredAt: null },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  return [
    ...shippedRoles().roles.map(({ key, ...role }) => ({ ...role, role: key, own: null })),
    ...own.map(({ id, title, purpose, responsibilities, need, unitId, version }) => ({
      role: id,
      title,
      purpose,
      responsibilities: responsibilities.split("\n").filter((line) => line.trim() !== ""),
      need: need === "required" ? ("required" as const) : ("optional" as const),
      basis: [],
      own: { unitId, version },
    })),
  ];
}

/** Returns the appointments in these units, newest first, with the person's name and whether they can act. */
export async function appointmentsIn({ tx }: Context, units: readonly string[]) {
  const rows = await tx.programmeAppointment.findMany({
    where: { unitId: { in: [...units] } },
    include: { person: { select: { id: true, name: true, status: true } } },
    orderBy: [{ since: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, version, unitId, roleKey, ownRoleId, since, until, person }) => ({
    id,
    version,
    unitId,
    role: roleKey ?? ownRoleId ?? "",
    since: dayText(since) ?? "",
    until: dayText(until),
    person: { id: person.id, name: person.name },
    active: person.status !== "disabled",
  }));
}

/** Returns the ids from a unit up to the top, the unit first. */
export function upwards(path: string): string[] {
  return idsOnPath(path).reverse();
}

/** Returns every role that counts in a unit with what fills it today. */
export async function staffingOf(context: Context, unit: { path: string }, today: string) {
  const path = upwards(unit.path);
  const [roles, appointments] = [await rolesOf(context, path), await appointmentsIn(context, path)];
  return roles.map((role) => {
    const holdings = appointments.filter((one) => one.role === role.role);
    return { ...role, ...filledBy(holdings, path, today), holdings };
  });
}
