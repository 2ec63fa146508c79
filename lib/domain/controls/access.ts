import "server-only";
import { unitsWithAndAbove } from "@/lib/domain/organization/units/access";
import { type Actor, may } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const controlsRead = permission(
  "controls:read",
  "Read the control library and the controls of one's units.",
  everyRole,
);
export const controlsEdit = permission(
  "controls:edit",
  "Add, adopt, change and link controls, exclude requirements, and ask for approval.",
  ["administrator", "lead", "system-owner", "compliance"],
);
export const controlsTest = permission("controls:test", "Record the result of a test of a control.", [
  "administrator",
  "lead",
  "system-owner",
  "risk-owner",
  "compliance",
]);
export const controlsApprove = permission(
  "controls:approve",
  "Approve what somebody else asked for on controls, and judge what is covered.",
  ["lead", "executive", "compliance"],
);

export const controlsLibrary = permission(
  "controls:library",
  "Add, change and retire the organisation's own controls of the library.",
  ["administrator", "lead", "compliance"],
);

/**
 * Returns the condition on controls this actor may see: those of the units where they may read them, and those that hold
 * for a whole unit above.
 */
export async function visibleTo(context: Pick<Context, "actor" | "tx">): Promise<Prisma.ControlWhereInput> {
  if (context.actor.kind === "system") return {};
  const { units, above } = await unitsWithAndAbove(context, controlsRead);
  return { OR: [{ unitId: { in: units } }, { systemId: null, unitId: { in: above } }] };
}

/** Throws Forbidden unless the actor has the permission in the unit of a control that they can see. */
export function assertMay(actor: Actor, needed: Permission, unitId: string): void {
  if (!may(actor, needed, unitId))
    throw new Forbidden("You may read this control but not do this with it. Ask the unit that keeps it.");
}

/** Returns the condition on own controls of the library that this actor may see: those kept where they may read controls, and above. */
export async function libraryVisibleTo(
  context: Pick<Context, "actor" | "tx">,
): Promise<Prisma.OwnControlWhereInput> {
  if (context.actor.kind === "system") return {};
  return { unitId: { in: (await unitsWithAndAbove(context, controlsRead)).above } };
}
