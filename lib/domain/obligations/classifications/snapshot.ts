import "server-only";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import type { Content } from "@/lib/domain/obligations/classifications/content";
import type { System } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Returns exactly what somebody who signs a classification has before them: the edition of the law by its digest, the facts of
 * the system that the questions are about, every question asked with its answer, and every outcome. The decision keeps it.
 */
export async function classificationSnapshot(
  { tx }: Context,
  system: System,
  content: Content,
): Promise<object> {
  const { law, given, facts, reads, result, headline } = content;
  const people = await tx.person.findMany({
    where: { id: { in: [...given.values()].flatMap(({ byId }) => byId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return {
    record: "classification",
    ref: inventoryRef("S", system.number),
    title: `EU AI Act classification of ${system.name}`,
    systemId: system.id,
    law: { edition: law.edition, sha256: law.digest },
    facts: Object.fromEntries(reads.map((fact) => [fact, (facts as Record<string, unknown>)[fact] ?? null])),
    answers: result.asked.map((id) => {
      const said = given.get(id);
      return {
        ...{ question: id, text: law.tree.questions.get(id)?.text ?? "" },
        answer: said?.answers ?? [],
        source: said?.source ?? null,
        by: said?.byId ? (nameOf.get(said.byId) ?? "Plumbline") : null,
        at: said?.at?.toISOString() ?? null,
      };
    }),
    outcomes: result.outcomes,
    warnings: result.warnings,
    class: headline,
  };
}
