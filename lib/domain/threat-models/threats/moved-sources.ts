import "server-only";
import type { Cited } from "@/lib/domain/threat-models/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { TaxonomyMove } from "@/lib/platform/database/generated/client";

/** That a person lets an id of a newer edition be cited in the place of an older one, or nothing. */
export type CitationMove = Pick<
  TaxonomyMove,
  "fromFramework" | "fromEdition" | "fromId" | "toFramework" | "toEdition" | "toId" | "toName"
>;

/**
 * Returns what is cited after these moves, in the order of the list and each id once. Ids carry their edition, so that one
 * that means something else in a newer edition is never moved twice by one list; moves to a still newer edition follow.
 */
export function movedSources(cited: readonly Cited[], moves: readonly CitationMove[]): Cited[] {
  const by = new Map(moves.map((move) => [keyOf(move.fromFramework, move.fromEdition, move.fromId), move]));
  const found = cited.flatMap((one) => followed(one, by));
  return [...new Map(found.map((one) => [keyOf(one.framework, one.edition, one.id), one])).values()];
}

function followed(cited: Cited, by: ReadonlyMap<string, CitationMove>): Cited[] {
  let one = cited;
  for (let steps = 0; steps <= by.size; steps += 1) {
    const move = by.get(keyOf(one.framework, one.edition, one.id));
    if (!move) return [one];
    const { toFramework: framework, toEdition: edition, toId: id, toName: name } = move;
    if (id === null) return [];
    one = { framework, edition, id, ...(name === null ? {} : { name }) };
  }
  return [one];
}

const keyOf = (framework: string, edition: string, id: string) => JSON.stringify([framework, edition, id]);

/** Returns the confirmed moves of the threats of a model, by the id of the threat. */
export async function movesOf(
  tx: Transaction,
  threatModelId: string,
): Promise<(threatId: string) => readonly CitationMove[]> {
  const moves = await tx.taxonomyMove.findMany({
    where: { confirmed: true, threat: { is: { threatModelId } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const by = Map.groupBy(moves, (move) => move.threatId ?? "");
  return (threatId) => by.get(threatId) ?? [];
}
