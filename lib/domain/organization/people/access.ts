import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

export const peopleRead = permission("people:read", "See the people of one's units, with their roles.", [
  "administrator",
  "lead",
  "compliance",
  "auditor",
]);
export const peopleChoose = permission(
  "people:choose",
  "Choose anybody with an account as an owner or assignee.",
  everyRole,
);
export const peopleInvite = permission(
  "people:invite",
  "Invite somebody and give them their first roles.",
  ["administrator"],
  { peopleOnly: true },
);
export const peopleEdit = permission(
  "people:edit",
  "Change, disable and enable the accounts of one's units, and end their sessions.",
  ["administrator"],
);
export const peopleReset = permission(
  "people:reset",
  "Let somebody of one's units in again: a link for a new password, lost second factors removed.",
  ["administrator"],
  {
    peopleOnly: true,
  },
);
export const peopleErase = permission(
  "people:erase",
  "Erase a person of one's units whose account is disabled: name, address and all that is theirs alone.",
  ["administrator"],
  { peopleOnly: true },
);

/** Returns the condition on people this actor may see: those of the units where they hold the operation's permission. */
export function visibleTo(context: Context): Prisma.PersonWhereInput {
  return withinUnits(context);
}

/** Returns a problem for each field that names somebody without an account that may be used. */
export async function personProblems(
  { tx }: Context,
  people: Readonly<Record<string, string | null | undefined>>,
): Promise<FieldProblem[]> {
  const named = Object.entries(people).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (named.length === 0) return [];
  const found = await tx.person.findMany({
    where: { id: { in: named.map(([, id]) => id) }, status: { not: "disabled" } },
    select: { id: true },
  });
  const known = new Set(found.map(({ id }) => id));
  return named
    .filter(([, id]) => !known.has(id))
    .map(([path]) => ({ path, message: "There is no such person. Choose somebody with an account." }));
}
