import "server-only";
import * as z from "zod";
import { questionnairesPublish } from "@/lib/domain/assessments/templates/access";
import { faultsOf } from "@/lib/domain/assessments/templates/check";
import { pointedAtNow } from "@/lib/domain/assessments/templates/cited";
import {
  headOf,
  named,
  ownAnswer,
  ownChange,
  stored,
} from "@/lib/domain/assessments/templates/own/commands/write-own";
import { findOwn } from "@/lib/domain/assessments/templates/own/queries/own";
import { ownRecord, publishFields, retireFields } from "@/lib/domain/assessments/templates/own/schema";
import { draftTemplate, template } from "@/lib/domain/assessments/templates/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { OwnQuestionnaire } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

/**
 * Publishes the draft as the next version, which never changes again. Throws Invalid with the section or question of each thing
 * that is still missing, and Conflict when the draft is not the one that was seen.
 */
export const publishOwn = command({
  name: "own-questionnaires.publish",
  summary: "Publish the draft of an own questionnaire as its next version",
  permission: questionnairesPublish,
  input: createInput(publishFields).extend(recordVersion),
  output: ownRecord,
  run: async (context, { id, version, note }) => {
    const { tx, actor } = context;
    const before = await forPublishing(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired. Bring it back before you publish it.");
    const draft = await tx.questionnaireDraft.findUniqueOrThrow({ where: { questionnaireId: id } });
    if (draft.version !== version)
      throw new Conflict("Somebody changed the draft after you opened it. Look at it again, then publish.", {
        version: draft.version,
      });
    if (!before.unpublished)
      throw new Conflict("The newest version says the same. There is nothing to publish.");
    const rough = named(draftTemplate.parse(draft.content), before);
    const faults = faultsOf(rough, await pointedAtNow(tx));
    if (faults.length > 0)
      throw new Invalid(
        faults.map(({ section, question, place, message }) => ({
          path: ["sections", section, "questions", question]
            .slice(0, section === undefined ? 0 : question === undefined ? 2 : 4)
            .join("."),
          message: `${place}: ${message}`,
        })),
      );
    const content = template.parse(rough);
    const [number, sha256] = [content.version, canonicalDigest(content)];
    const after = await won(context, before, {
      ...headOf(content),
      ...{ published: number, publishedAt: context.now, unpublished: false },
    });
    await tx.questionnaireVersion.create({
      data: {
        ...{ questionnaireId: id, unitId: before.unitId, number, content: stored(content), sha256, note },
        createdById: authorOf(actor),
      },
    });
    const next = named(content, { key: before.key, published: number });
    await tx.questionnaireDraft.update({
      where: { questionnaireId: id },
      data: { content: stored(next), sha256: canonicalDigest(next), version: { increment: 1 } },
    });
    return { result: ownAnswer(after), change: ownChange(before, after, { sha256, note }) };
  },
});

/** Retires an own questionnaire: it is assigned no more, and what was answered stays. */
export const retireOwn = command({
  name: "own-questionnaires.retire",
  summary: "Retire an own questionnaire",
  permission: questionnairesPublish,
  input: z.strictObject({ ...recordVersion, ...retireFields }),
  output: ownRecord,
  run: async (context, { id, version, reason }) => {
    const before = await forPublishing(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired already.");
    const after = await won(
      context,
      { ...before, version },
      { retiredAt: context.now, retiredReason: reason },
    );
    return { result: ownAnswer(after), change: ownChange(before, after) };
  },
});

/** Brings a retired questionnaire back. */
export const restoreOwn = command({
  name: "own-questionnaires.restore",
  summary: "Bring a retired own questionnaire back",
  permission: questionnairesPublish,
  input: z.strictObject(recordVersion),
  output: ownRecord,
  run: async (context, { id, version }) => {
    const before = await forPublishing(context, id);
    if (before.retiredAt === null) throw new Conflict("It is not retired.");
    const after = await won(context, { ...before, version }, { retiredAt: null, retiredReason: null });
    return { result: ownAnswer(after), change: ownChange(before, after) };
  },
});

async function forPublishing(context: Context, id: string): Promise<OwnQuestionnaire> {
  const found = await findOwn(context, id);
  if (may(context.actor, questionnairesPublish, found.unitId)) return found;
  throw new Forbidden("You may read this questionnaire but not publish it. Ask the unit that keeps it.");
}

async function won(
  context: Context,
  { id, version }: OwnQuestionnaire,
  data: Partial<OwnQuestionnaire>,
): Promise<OwnQuestionnaire> {
  const [after] = await context.tx.ownQuestionnaire.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findOwn(context, id));
  return after as OwnQuestionnaire;
}
