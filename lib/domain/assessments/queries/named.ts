import "server-only";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { Context } from "@/lib/platform/operation/operation";

type Named = Extract<Question, { kind: "records" }>["concept"];

const named = { id: true, name: true } as const;

// What the database shows is what the transaction may see; who answers names nothing beyond it.
const finders: Record<Named, (tx: Transaction, ids: string[]) => Promise<{ id: string; name: string }[]>> = {
  systems: (tx, ids) => tx.system.findMany({ where: { id: { in: ids } }, select: named }),
  models: (tx, ids) => tx.aiModel.findMany({ where: { id: { in: ids } }, select: named }),
  datasets: (tx, ids) => tx.dataset.findMany({ where: { id: { in: ids } }, select: named }),
  vendors: (tx, ids) => tx.vendor.findMany({ where: { id: { in: ids } }, select: named }),
  tools: (tx, ids) => tx.tool.findMany({ where: { id: { in: ids } }, select: named }),
  agents: (tx, ids) => tx.agent.findMany({ where: { id: { in: ids } }, select: named }),
  guardrails: (tx, ids) => tx.guardrail.findMany({ where: { id: { in: ids } }, select: named }),
  people: (tx, ids) => tx.person.findMany({ where: { id: { in: ids } }, select: named }),
  risks: async (tx, ids) =>
    (await tx.risk.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })).map(
      ({ id, title }) => ({ id, name: title }),
    ),
};

/** Returns the names of records that answers name, by their ids; what the reader may not see is left out. */
export async function namesOf(
  { tx }: Context,
  wanted: readonly { concept: Named; ids: readonly string[] }[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { concept, ids } of wanted)
    for (const { id, name } of await finders[concept](tx, [...ids])) names.set(id, name);
  return names;
}
