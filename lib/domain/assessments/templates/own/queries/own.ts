import "server-only";
import * as z from "zod";
import {
  questionnairesEdit,
  questionnairesPublish,
  questionnairesRead,
  visibleTo,
} from "@/lib/domain/assessments/templates/access";
import { faultsOf } from "@/lib/domain/assessments/templates/check";
import { citedIn, pointedAtNow } from "@/lib/domain/assessments/templates/cited";
import { ownRef, ownStateOf } from "@/lib/domain/assessments/templates/own/rules";
import { ownHistory } from "@/lib/domain/assessments/templates/own/schema";
import { draftTemplate, type Template } from "@/lib/domain/assessments/templates/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { OwnQuestionnaire, QuestionnaireDraft } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns the stored facts of an own questionnaire within the actor's scope; throws NotFound. */
export async function findOwn(context: Context, id: string): Promise<OwnQuestionnaire> {
  const found = await context.tx.ownQuestionnaire.findFirst({
    where: { AND: [{ id }, await visibleTo(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these questionnaires that the actor may see, as other concepts name them. */
export async function findOwns(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.ownQuestionnaire.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, createdById: true },
  });
  return found.map(({ id, number, title, unitId, createdById }) => ({
    ...{ id, name: title, unitId, ownerId: createdById },
    ref: ownRef(number),
  }));
}

/** Returns the stored draft with its content; throws NotFound where the actor may not write it. */
export async function findDraft(
  context: Context,
  id: string,
): Promise<QuestionnaireDraft & { content: Template }> {
  const draft = await context.tx.questionnaireDraft.findUnique({ where: { questionnaireId: id } });
  if (!draft || !may(context.actor, questionnairesEdit, draft.unitId)) throw new NotFound();
  return { ...draft, content: draftTemplate.parse(draft.content) };
}

/** One own questionnaire: its facts, its versions, how far its draft is, and what the actor may do with it. */
export const getOwn = query({
  name: "own-questionnaires.get",
  summary: "One questionnaire of the organisation's own",
  permission: questionnairesRead,
  input: byId,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const facts = await findOwn(context, id);
    const unit = await tx.unit.findUniqueOrThrow({
      where: { id: facts.unitId },
      select: { id: true, name: true },
    });
    const versions = await tx.questionnaireVersion.findMany({
      where: { questionnaireId: id },
      orderBy: { number: "desc" },
    });
    const people = await tx.person.findMany({
      where: { id: { in: versions.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map((one) => [one.id, one.name]));
    const edit = may(actor, questionnairesEdit, facts.unitId);
    const publish = may(actor, questionnairesPublish, facts.unitId);
    const retired = facts.retiredAt !== null;
    return {
      ...facts,
      unit,
      ref: ownRef(facts.number),
      state: ownStateOf(facts),
      publishedAt: facts.publishedAt?.toISOString() ?? null,
      retiredAt: facts.retiredAt?.toISOString() ?? null,
      createdAt: facts.createdAt.toISOString(),
      updatedAt: facts.updatedAt.toISOString(),
      versions: versions.map(({ number, note, sha256, createdById, createdAt }) => ({
        ...{ number, note, sha256 },
        publishedBy: names.get(createdById) ?? "Plumbline",
        publishedAt: createdAt.toISOString(),
      })),
      can: {
        edit: edit && !retired,
        publish: publish && !retired,
        retire: publish && !retired,
        restore: publish && retired,
      },
    };
  },
});

/** The draft of an own questionnaire, whole, with everything that keeps it from being published. */
export const getDraft = query({
  name: "own-questionnaires.draft",
  summary: "The draft of an own questionnaire",
  permission: questionnairesEdit,
  input: byId,
  run: async (context, { id }) => {
    await findOwn(context, id);
    const { content, version, updatedAt } = await findDraft(context, id);
    return {
      ...{ content, version, updatedAt: updatedAt.toISOString() },
      faults: faultsOf(content, await pointedAtNow(context.tx)),
      titles: (await citedIn(context.tx, content)).titles,
    };
  },
});

/** What happened to an own questionnaire, newest first. */
export const getOwnHistory = query({
  name: "own-questionnaires.history",
  summary: "What happened to an own questionnaire, newest first",
  permission: questionnairesRead,
  input: byId,
  run: async (context, { id }) => {
    await findOwn(context, id);
    return { entries: await recordHistory(context, "own-questionnaires", id, ownHistory) };
  },
});
