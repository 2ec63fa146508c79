import "server-only";
import * as z from "zod";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { classificationsRead } from "@/lib/domain/obligations/access";
import type { Content } from "@/lib/domain/obligations/classifications/content";
import {
  type Act,
  findClassification,
  obstacleTo,
  refusalTo,
  standpointOf,
} from "@/lib/domain/obligations/classifications/queries/find";
import { classificationHistory } from "@/lib/domain/obligations/classifications/schema";
import { answersByFacts, factLabel, factsOf } from "@/lib/domain/obligations/facts";
import type { Classified } from "@/lib/domain/obligations/schema";
import { recordHistory } from "@/lib/platform/audit/history";
import { valueWords } from "@/lib/platform/audit/words";
import type { Decision } from "@/lib/platform/database/generated/client";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });
const acts: readonly Act[] = ["answer", "request", "withdraw", "sign", "refuse", "reopen"];

/** What an AI system is under the EU AI Act: every question with its answer, every outcome, and what the actor may do. */
export const getClassification = query({
  name: "classifications.get",
  summary: "The EU AI Act classification of an AI system",
  permission: classificationsRead,
  input: byId,
  run: (context, { id }) => readClassification(context, id),
});

/** A classification as pages and reports show it. */
export type ClassificationView = Awaited<ReturnType<typeof readClassification>>;

/** Returns the classification of a system as every door shows it, also where there is none yet; throws NotFound. */
export async function readClassification(context: Context, id: string) {
  const found = await findClassification(context, id);
  const { system, row, content } = found;
  const { law, result, headline } = content;
  const from = await standpointOf(context, found);
  const named = { select: { id: true, name: true } } as const;
  const unit = await context.tx.unit.findUniqueOrThrow({ where: { id: system.unitId }, ...named });
  const owner =
    system.ownerId === null
      ? null
      : await context.tx.person.findUnique({
          where: { id: system.ownerId },
          select: { id: true, name: true, email: true },
        });
  const allowed = (act: Act) => refusalTo(act, context.actor, from) === null;
  return {
    id,
    version: row?.version ?? 0,
    state: from.state,
    stateReason: row?.stateReason ?? null,
    owner,
    signature: await signatureOf(context, from.inForce),
    sealedAt: row?.sealedAt?.toISOString() ?? null,
    system: { id, ref: inventoryRef("S", system.number), name: system.name, unit },
    law: { edition: law.edition, digest: law.digest },
    ...headline,
    outcomes: result.outcomes.map((one) => outcomeLine(content, one)),
    openQuestions: result.openQuestions,
    warnings: [...result.warnings, ...differences(content)],
    facts: factLines(content),
    questions: await questionLines(context, content),
    can: Object.fromEntries(
      acts.map((act) => [act, allowed(act) && obstacleTo(act, from) === null]),
    ) as Record<Act, boolean>,
    /** Why something that the actor could do is not possible now. */
    notNow: {
      request: allowed("request") ? obstacleTo("request", from) : null,
      sign: from.state === "waiting" ? refusalTo("sign", context.actor, from) : null,
    },
  };
}

async function signatureOf({ tx }: Context, inForce: Decision | null) {
  if (!inForce) return null;
  const signer = await tx.person.findUnique({
    where: { id: inForce.signerId ?? "" },
    select: { name: true },
  });
  const { signerReason: reason, digest, signedAt } = inForce;
  return { signer: signer?.name ?? "Plumbline", reason, digest, at: signedAt?.toISOString() ?? null };
}

function outcomeLine({ law, given }: Content, one: Classified) {
  const facts = law.tree.outcomes.get(one.outcome);
  const deciding = one.path.at(-1) ?? "";
  return {
    ...one,
    label: facts?.label ?? one.outcome,
    caveat: facts?.caveat ?? null,
    /** The deciding question with its answer. */
    because:
      `${deciding}: ${law.tree.questions.get(deciding)?.text ?? ""} ${(given.get(deciding)?.answers ?? []).join(", ")}`.trim(),
  };
}

// Where an answer says something else than the register of AI systems, both are shown; a person decides.
function differences({ law, facts, given, result }: Content): string[] {
  return result.asked.flatMap((id) => {
    const said = given.get(id);
    const told = answersByFacts(law.tree, id, facts);
    if (said?.source !== "person" || told.length === 0) return [];
    if (JSON.stringify([...told].sort()) === JSON.stringify([...said.answers].sort())) return [];
    return [
      `${id}: answered "${said.answers.join(", ")}", while ${factsOf(id).map(factLabel).join(", ")} in the register says "${told.join(", ")}".`,
    ];
  });
}

function words(facts: Content["facts"], fact: string): string | null {
  const value = (facts as Record<string, unknown>)[fact];
  return valueWords(
    fact,
    Array.isArray(value) && value.length === 0 ? null : value,
    newSystemFields,
    new Map(),
  );
}

function factLines({ facts, reads }: Content) {
  return reads.map((fact) => ({ fact, label: factLabel(fact), value: words(facts, fact) }));
}

async function questionLines({ tx }: Context, { law, facts, given, numbers, result }: Content) {
  const people = await tx.person.findMany({
    where: { id: { in: [...given.values()].flatMap(({ byId: by }) => by ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map((one) => [one.id, one.name]));
  return result.asked.map((id) => {
    const question = law.tree.questions.get(id);
    const said = given.get(id);
    return {
      ...{ id, text: question?.text ?? "", legalRef: question?.legalRef ?? "" },
      part: partOf(id),
      choices: (question?.choices ?? []).map(({ answer, note }) => ({ answer, note })),
      /** What the Act says there, in our words. */
      says: (question?.catalogueRefs ?? []).flatMap((ref) => {
        const { title, paraphrase } = law.requirement(ref);
        return paraphrase ? [{ ref, title, paraphrase }] : [];
      }),
      facts: factsOf(id).map((fact) => ({ label: factLabel(fact), value: words(facts, fact) })),
      answers: said?.answers ?? [],
      source: said?.source ?? null,
      by: said?.byId ? (nameOf.get(said.byId) ?? "Plumbline") : null,
      at: said?.at?.toISOString() ?? null,
      number: numbers.get(id) ?? 0,
    };
  });
}

const parts: Readonly<Record<string, string>> = {
  S: "What it is",
  R: "Roles",
  X: "Exclusions",
  P: "Prohibited practices",
  A: "Products under Annex I",
  B: "Use cases of Annex III",
  D: "Derogation",
  F: "Fundamental rights impact assessment",
  T: "Transparency",
  G: "General-purpose models",
};

function partOf(id: string): string {
  return parts[id.charAt(0)] ?? "Other";
}

/** What happened to the classification of an AI system, newest first. */
export const classificationHistoryOf = query({
  name: "classifications.history",
  summary: "What happened to the classification of an AI system, newest first",
  permission: classificationsRead,
  input: byId,
  run: async (context, { id }) => {
    await findClassification(context, id);
    const of = (type: string) => recordHistory(context, type, id, classificationHistory);
    const entries = [...(await of("classifications")), ...(await of("classification-answers"))];
    return {
      entries: entries.sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id)).slice(0, 200),
    };
  },
});
