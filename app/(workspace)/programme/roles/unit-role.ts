import type { unitRoles } from "@/lib/domain/programme-roles/queries";

/** The roles of a unit as the page reads them. */
export type UnitRoles = Awaited<ReturnType<typeof unitRoles.execute>>;
export type UnitRole = UnitRoles["roles"][number];
