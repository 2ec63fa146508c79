import "server-only";
import { faultsOf } from "@/lib/domain/assessments/templates/check";
import { pointedAtNow } from "@/lib/domain/assessments/templates/cited";
import { headOf, named, stored } from "@/lib/domain/assessments/templates/own/commands/write-own";
import { type Template, template } from "@/lib/domain/assessments/templates/schema";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { Step } from "@/prisma/seed/demo/step";

/** Creates the questionnaires that the demo organisation wrote, each with two versions; returns the changes for the audit trail. */
export async function loadQuestionnaires(
  tx: Transaction,
  { questionnaires }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  const known = await pointedAtNow(tx);
  for (const { key, unit, by, daysAgo, secondDaysAgo, note, addedLater, content } of questionnaires) {
    const whole = template.parse(content);
    const [fault] = faultsOf(whole, known);
    if (fault) throw new Error(`questionnaires.yaml: ${fault.place}: ${fault.message}`);
    const [id, unitId, createdById] = [demoId("own-questionnaires", key), ids.unit(unit), ids.person(by)];
    const versions = [without(whole, addedLater), named(whole, { key, published: 1 })];
    const draft = named(whole, { key, published: 2 });
    const record = await tx.ownQuestionnaire.create({
      data: {
        ...{ id, key, unitId, createdById, ...headOf(whole) },
        ...{ published: 2, publishedAt: calendar.ago(secondDaysAgo), unpublished: false, version: 3 },
        createdAt: calendar.ago(daysAgo + 5),
      },
    });
    await tx.questionnaireVersion.createMany({
      data: versions.map((one, index) => ({
        ...{ questionnaireId: id, unitId, createdById, number: index + 1, content: stored(one) },
        ...{ sha256: canonicalDigest(one), note: index === 1 ? note : null },
        createdAt: calendar.ago(index === 1 ? secondDaysAgo : daysAgo),
      })),
    });
    await tx.questionnaireDraft.create({
      data: {
        ...{ questionnaireId: id, unitId, updatedById: createdById },
        ...{ content: stored(draft), sha256: canonicalDigest(draft) },
      },
    });
    changes.push({ subject: { type: "own-questionnaires", id, unitId }, before: null, after: record });
  }
  return changes;
}

function without(whole: Template, keys: readonly string[]): Template {
  const sections = whole.sections.map((section) => ({
    ...section,
    questions: section.questions.filter(({ key }) => !keys.includes(key)),
  }));
  return { ...whole, sections };
}

/** Returns the states that a questionnaire went through: when it was begun, and each version. */
export function questionnaireSteps(
  { questionnaires }: DemoContent,
  id: string | null,
  after: object,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const one = questionnaires.find(({ key }) => demoId("own-questionnaires", key) === id);
  if (!one) return [];
  const by = ids.person(one.by);
  const fewer =
    template.parse(one.content).sections.flatMap(({ questions }) => questions).length - one.addedLater.length;
  const [begun, first, second] = [one.daysAgo + 5, one.daysAgo, one.secondDaysAgo].map((days) =>
    calendar.ago(days),
  ) as [Date, Date, Date];
  const draft = {
    ...after,
    published: null,
    publishedAt: null,
    unpublished: true,
    questions: fewer,
    version: 1,
    updatedAt: begun,
  };
  return [
    { action: "own-questionnaires.create", by, at: begun, after: draft },
    {
      action: "own-questionnaires.publish",
      by,
      at: first,
      after: { ...draft, published: 1, publishedAt: first, unpublished: false, version: 2, updatedAt: first },
    },
    {
      action: "own-questionnaires.publish",
      by,
      at: second,
      after: { ...after, note: one.note, updatedAt: second },
    },
  ];
}
