import "server-only";
import { closeDecision, moveDecision } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { classificationChange, tell } from "@/lib/domain/obligations/classifications/commands/write";
import {
  answersOf,
  type Content,
  contentOf,
  summaryOf,
} from "@/lib/domain/obligations/classifications/content";
import { sameFact } from "@/lib/domain/obligations/classifications/rules";
import { classificationKind } from "@/lib/domain/obligations/classifications/schema";
import { answersByFacts, factLabel, factsOf, knownFacts } from "@/lib/domain/obligations/facts";
import { lawInForce } from "@/lib/domain/obligations/queries/law-in-force";
import type { Change } from "@/lib/platform/audit/change";
import type { Classification, Decision, System } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { Listener } from "@/lib/platform/registry/listeners";

/**
 * Lets a classification follow its AI system: it goes stale when a fact that its questions are about is no longer what was signed,
 * and says which; a request for a signature falls; what a draft comes to is found anew; and it moves along into another unit.
 */
export const followSystems: Listener = async (context, changes) => {
  const systems = changes.flatMap(({ subject, before, after }) =>
    subject.type === "systems" && before && after
      ? [{ before: before as System, after: after as System }]
      : [],
  );
  if (systems.length === 0) return [];
  const rows = await context.tx.classification.findMany({
    where: { id: { in: systems.map(({ after }) => after.id) } },
  });
  const followed: Change[] = [];
  for (const row of rows) {
    const changed = systems.find(({ after }) => after.id === row.id);
    if (changed) followed.push(...(await follow(context, row, changed)));
  }
  return followed.map((change) => ({ ...change, action: "classifications.follow" }));
};

async function follow(
  context: Context,
  before: Classification,
  changed: { before: System; after: System },
): Promise<Change[]> {
  const { after: system } = changed;
  const moved = before.unitId === system.unitId ? [] : await move(context, before, system.unitId);
  const row = await context.tx.classification.findUniqueOrThrow({ where: { id: before.id } });
  const [was, is] = [knownFacts(changed.before), knownFacts(system)] as [Facts, Facts];
  if (Object.keys(is).every((fact) => sameFact(was[fact], is[fact]))) return moved;
  const stored = (await answersOf(context.tx, [row.id])).get(row.id) ?? [];
  const content = contentOf(await lawInForce(context.tx), system, stored);
  return [...moved, ...(await reconsider(context, row, system, content))];
}

type Facts = Record<string, unknown>;

async function reconsider(
  context: Context,
  row: Classification,
  system: System,
  content: Content,
): Promise<Change[]> {
  const { pending, inForce } = await liveDecisions(context.tx, classificationKind, row.id);
  const decision = pending ?? inForce;
  const named = decision ? staleFacts(decision, content) : [];
  if (decision && named.length === 0) return [];
  const summary = summaryOf(content);
  if (!decision) {
    if (sameSummary(row, summary)) return [];
    return [await write(context, row, summary)];
  }
  const reason = `Changed since it was ${pending ? "handed over" : "signed"}: ${named.map(factLabel).join(", ")}.`;
  const state = pending ? "draft" : "stale";
  const closed = await closeDecision(context, decision, "stale", reason);
  const people = [decision.requestedById, decision.signerId, system.ownerId];
  await tell(context, system, (name) => `Classify again: ${name}. ${reason}`, people);
  // What a stale one came to stays to be seen; what counts by rules is only what is signed.
  const kept = pending ? summary : {};
  return [await write(context, row, { ...kept, state, stateReason: reason }), closed.change];
}

// A fact that became what the answers say is no reason to ask again.
function staleFacts({ snapshot }: Decision, { facts, given, law, result }: Content): string[] {
  const signed = (snapshot as { facts?: Facts } | null)?.facts ?? {};
  const agrees = (fact: string) => {
    const told = result.asked
      .filter((id) => factsOf(id).some((one) => one === fact))
      .map((id) => ({ told: answersByFacts(law.tree, id, facts), said: given.get(id) }));
    return (
      told.length > 0 &&
      told.every(
        ({ told: now, said }) => now.length > 0 && said?.source === "person" && sameFact(now, said.answers),
      )
    );
  };
  const read = Object.keys(signed);
  return read.filter((fact) => !sameFact(signed[fact], (facts as Facts)[fact]) && !agrees(fact));
}

function sameSummary(row: Classification, summary: ReturnType<typeof summaryOf>): boolean {
  const stored = row as unknown as Facts;
  return Object.entries(summary).every(
    ([key, value]) => JSON.stringify(stored[key]) === JSON.stringify(value),
  );
}

async function move(context: Context, before: Classification, unitId: string): Promise<Change[]> {
  const { tx } = context;
  const changes = [await write(context, before, { unitId })];
  await tx.classificationAnswer.updateMany({ where: { classificationId: before.id }, data: { unitId } });
  const where = { subjectType: "classifications", subjectId: before.id };
  for (const decision of await tx.decision.findMany({ where }))
    changes.push((await moveDecision(context, decision, unitId)).change);
  return changes;
}

// Follows the change of another record in its transaction, whatever version the classification has.
async function write({ tx }: Context, before: Classification, data: object): Promise<Change> {
  const after = await tx.classification.update({
    where: { id: before.id },
    data: { ...data, version: { increment: 1 } },
  });
  return classificationChange(before, after);
}
