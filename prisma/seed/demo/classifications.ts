import "server-only";
import { type Content, contentOf, summaryOf } from "@/lib/domain/obligations/classifications/content";
import { classificationKind } from "@/lib/domain/obligations/classifications/schema";
import { classificationSnapshot } from "@/lib/domain/obligations/classifications/snapshot";
import { shippedLaw } from "@/lib/domain/obligations/law";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type {
  Classification,
  ClassificationAnswer,
  Prisma,
  System,
} from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { Step } from "@/prisma/seed/demo/step";

type DemoClassification = DemoContent["classifications"][number];
type Answer = Pick<ClassificationAnswer, "questionId" | "number" | "answers" | "answeredById" | "createdAt">;

/** Classifies systems of the demo, one or more in each state, with answers and signatures; returns their changes. */
export async function loadClassifications(
  context: Context,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const one of content.classifications) {
    const id = demoId("systems", one.system);
    const system = await context.tx.system.findUniqueOrThrow({ where: { id } });
    const [by, createdAt] = [ids.person(one.by), calendar.ago(one.daysAgo)];
    const answers = answered(one, system, by, createdAt);
    const found = contentOf(shippedLaw(), system, answers);
    const { unitId } = system;
    const row = await context.tx.classification.create({
      data: {
        ...{
          id,
          unitId,
          createdAt,
          createdById: by,
          state: stateOf(one),
          stateReason: one.stale?.reason ?? null,
        },
        ...summaryOf(found),
        sealedAt: one.signed ? calendar.ago(one.signed.daysAgo) : null,
      },
    });
    await context.tx.classificationAnswer.createMany({
      data: answers.map((answer) => ({ ...answer, classificationId: id, unitId })),
    });
    changes.push({ subject: { type: "classifications", id, unitId }, before: null, after: row });
    changes.push(...(await sign(context, one, { system, found, by }, ids, calendar)));
  }
  return changes;
}

function stateOf({ signed, stale, waits }: DemoClassification): string {
  if (stale) return "stale";
  return signed ? "sealed" : waits ? "waiting" : "draft";
}

// Question by question, since an answer decides what is asked next.
function answered(one: DemoClassification, system: System, answeredById: string, createdAt: Date): Answer[] {
  const law = shippedLaw();
  const said: Record<string, string> = { S1: "an AI system", S2: "yes", S3: "yes", ...one.answers };
  const answers: Answer[] = [];
  for (;;) {
    const { openQuestions } = contentOf(law, system, answers).result;
    const next = openQuestions.find(
      (id) => !one.leave.includes(id) && !answers.some(({ questionId }) => questionId === id),
    );
    if (!next) return answers;
    answers.push({ questionId: next, number: 1, answers: [said[next] ?? "no"], answeredById, createdAt });
  }
}

interface Made {
  system: System;
  found: Content;
  by: string;
}

async function sign(
  context: Context,
  one: DemoClassification,
  { system, found, by }: Made,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const { signed, stale, waits } = one;
  const asked = signed ? Math.min(one.daysAgo, signed.daysAgo + 1) : waits?.daysAgo;
  if (asked === undefined) return [];
  const facts = { ...found.facts, ...stale?.facts };
  const snapshot = await classificationSnapshot(context, system, { ...found, facts });
  const [requestedAt, { id: subjectId, unitId }] = [calendar.ago(asked), system];
  const decision = await context.tx.decision.create({
    data: {
      ...{ id: demoId("classification-signatures", one.system), kind: classificationKind, unitId, subjectId },
      ...{
        subjectType: "classifications",
        requestedById: by,
        authorIds: [by],
        requestedAt,
        createdAt: requestedAt,
      },
      state: stale ? "stale" : signed ? "granted" : "requested",
      reason: waits?.reason ?? "Answered with the owner of the system.",
      ...{ snapshot: snapshot as Prisma.InputJsonObject, digest: canonicalDigest(snapshot) },
      ...(signed
        ? {
            signerId: ids.person(signed.by),
            signerRole: signed.by === "tomasz.wisniewski" ? "lead" : "compliance",
            signedAt: calendar.ago(signed.daysAgo),
            signerReason: signed.reason,
          }
        : {}),
      ...(stale ? { closedAt: calendar.ago(stale.daysAgo), closedReason: stale.reason } : {}),
    },
  });
  return [{ subject: { type: "decisions", id: decision.id, unitId }, before: null, after: decision }];
}

/** Returns what a classification of the demo went through before the day of loading. */
export function classificationSteps(
  content: DemoContent,
  id: string | null,
  after: Classification,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const one = content.classifications.find(({ system }) => demoId("systems", system) === id);
  if (!one) return [];
  const { signed, stale, waits } = one;
  const draft = { ...after, state: "draft", stateReason: null, sealedAt: null };
  const step = (action: string, by: string, daysAgo: number, state: object): Step => {
    const at = calendar.ago(daysAgo);
    return { action: `classifications.${action}`, by, at, after: { ...state, updatedAt: at } };
  };
  return [
    step("answer", after.createdById, one.daysAgo, draft),
    ...(waits ? [step("request", after.createdById, waits.daysAgo, after)] : []),
    ...(signed
      ? [
          step("sign", ids.person(signed.by), signed.daysAgo, {
            ...after,
            state: "sealed",
            stateReason: null,
          }),
        ]
      : []),
    ...(stale ? [step("follow", after.createdById, stale.daysAgo, after)] : []),
  ];
}
