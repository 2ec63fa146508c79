import "server-only";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Returns whether every role the person holds lies within these units. Who keeps only some of them must not be able to
 * take the account over: by its password, its invitation or its address they would get the other roles, too.
 */
export async function holdsAllRolesOf(
  { tx, actor }: Context,
  personId: string,
  units: readonly string[],
): Promise<boolean> {
  if (actor.kind === "system") return true;
  const [row] = await tx.$queryRaw<
    { within: boolean }[]
  >`select roles_within(${personId}::uuid, ${[...units]}::uuid[]) as within`;
  return row?.within ?? false;
}

/** Throws Forbidden unless the actor's permission covers every role the person holds. */
export async function assertHoldsAllRolesOf(context: Context, personId: string): Promise<void> {
  if (await holdsAllRolesOf(context, personId, context.units)) return;
  throw new Forbidden(
    "This person also has roles outside of your units. Ask an administrator who covers all of them.",
  );
}
