import "server-only";
import { personProblems } from "@/lib/domain/organization/people/access";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Assumptions = Pick<Drawing, "assumptions">;

/** Throws Invalid where an assumption is given to somebody without an account; who had one of them before stays. */
export async function assertOwners(
  context: Context,
  { assumptions }: Assumptions,
  before: Assumptions = { assumptions: [] },
): Promise<void> {
  const known = new Set(before.assumptions.map(({ ownerId }) => ownerId));
  const fresh = assumptions.flatMap(({ ownerId }) => (ownerId && !known.has(ownerId) ? [ownerId] : []));
  const problems = await personProblems(context, Object.fromEntries(fresh.map((id) => [id, id])));
  if (problems.length > 0) throw new Invalid(problems.map(({ message }) => ({ path: "ownerId", message })));
}

/** Returns a drawing in which an assumption that names nobody of this organisation, as in a file of another, has no owner. */
export async function withoutStrangers(context: Context, drawing: Drawing): Promise<Drawing> {
  const named = drawing.assumptions.flatMap(({ ownerId }) => (ownerId ? [ownerId] : []));
  const problems = await personProblems(context, Object.fromEntries(named.map((id) => [id, id])));
  const strangers = new Set(problems.map(({ path }) => path));
  const assumptions = drawing.assumptions.map((one) =>
    one.ownerId && strangers.has(one.ownerId) ? { ...one, ownerId: null } : one,
  );
  return { ...drawing, assumptions };
}

/** Returns what the people are called who look after assumptions, by id. */
export async function ownerNames(
  { tx }: Pick<Context, "tx">,
  { assumptions }: Assumptions,
): Promise<Record<string, string>> {
  const ids = assumptions.flatMap(({ ownerId }) => ownerId ?? []);
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}
