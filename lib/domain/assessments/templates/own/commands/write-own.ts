import "server-only";
import { assertMayEdit } from "@/lib/domain/assessments/templates/access";
import { compareTemplates } from "@/lib/domain/assessments/templates/compare/rules";
import { questionKeys } from "@/lib/domain/assessments/templates/edit/rules";
import { findDraft, findOwn } from "@/lib/domain/assessments/templates/own/queries/own";
import { ownRef, ownStateOf } from "@/lib/domain/assessments/templates/own/rules";
import { draftTemplate, type Template } from "@/lib/domain/assessments/templates/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { OwnQuestionnaire, Prisma, QuestionnaireDraft } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** How long a draft may be as JSON, in characters. */
const draftLimit = 500_000;

/** Returns the facts and the draft of a questionnaire that the actor may write now; throws NotFound, Forbidden or Conflict. */
export async function forWriting(context: Context, id: string) {
  const facts = await findOwn(context, id);
  assertMayEdit(context.actor, facts.unitId);
  if (facts.retiredAt !== null) throw new Conflict("It is retired. Bring it back before you change it.");
  return { facts, draft: await findDraft(context, id) };
}

/**
 * Writes the draft if it still has the version that was seen; throws Conflict with the draft as it is now otherwise. Its key and
 * version are the questionnaire's own, whatever was sent. Nothing is written where it says what it said.
 */
export async function writeDraft(
  context: Context,
  facts: OwnQuestionnaire,
  before: QuestionnaireDraft & { content: Template },
  seen: number,
  sent: Template,
): Promise<{
  facts: OwnQuestionnaire;
  draft: { version: number; content: Template };
  change: Change | null;
}> {
  const { tx, actor } = context;
  const content = named(sent, facts);
  const sha256 = canonicalDigest(content);
  if (sha256 === before.sha256) return { facts, draft: { version: before.version, content }, change: null };
  const won = await tx.questionnaireDraft.updateMany({
    where: { questionnaireId: facts.id, version: seen },
    data: {
      ...{ content: stored(content), sha256, updatedById: authorOf(actor) },
      version: { increment: 1 },
    },
  });
  await assertWon(won, async () => {
    const { version, content: current } = await findDraft(context, facts.id);
    return { version, content: current };
  });
  const newest = await newestDigest(context, facts);
  const after = await tx.ownQuestionnaire.update({
    where: { id: facts.id },
    data: { unpublished: newest !== sha256, ...(facts.published === null ? headOf(content) : {}) },
  });
  const said = compareTemplates(before.content, content);
  return {
    facts: after,
    draft: { version: seen + 1, content },
    change: ownChange(facts, after, { draft: summaryOf(said), sha256 }),
  };
}

/** Returns the content with the key of its questionnaire and the version that it will be published as; throws Invalid for one that is too long. */
export function named(
  sent: Template,
  { key, published }: Pick<OwnQuestionnaire, "key" | "published">,
): Template {
  const content = { ...sent, key, version: (published ?? 0) + 1 };
  if (JSON.stringify(content).length <= draftLimit) return content;
  const most = draftLimit.toLocaleString("en");
  throw new Invalid([
    { path: "content", message: `The questionnaire is longer than ${most} characters. Make two of it.` },
  ]);
}

/** Returns the facts that stand beside a questionnaire's content. */
export function headOf(content: Template) {
  const { title, purpose, subject } = content;
  return { title: title || "Untitled", purpose, subject, questions: questionKeys(content).length };
}

/** Returns content as the database takes it. */
export function stored(content: Template): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(content)) as Prisma.InputJsonObject;
}

async function newestDigest({ tx }: Context, { id, published }: OwnQuestionnaire): Promise<string | null> {
  if (published === null) return null;
  const newest = await tx.questionnaireVersion.findUniqueOrThrow({
    where: { questionnaireId_number: { questionnaireId: id, number: published } },
    select: { content: true },
  });
  // The draft is the next version already: it says the same when all else is the same.
  return canonicalDigest({ ...draftTemplate.parse(newest.content), version: published + 1 });
}

function summaryOf(changes: ReturnType<typeof compareTemplates>): string {
  const words = changes.map(({ of, key, change, fields }) => {
    const which = fields.length > 0 ? ` (${fields.map(({ field }) => field).join(", ")})` : "";
    return `${of === "questionnaire" ? "The questionnaire" : `${of} ${key}`} ${change}${which}`;
  });
  return words.length > 40
    ? `${words.slice(0, 40).join("\n")}\nand ${words.length - 40} more`
    : words.join("\n");
}

/** Returns the change of an own questionnaire for the audit trail, with what stands beside its facts. */
export function ownChange(
  before: OwnQuestionnaire | null,
  after: OwnQuestionnaire,
  beside: object = {},
): Change {
  return {
    subject: { type: "own-questionnaires", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...beside },
  };
}

/** Returns what a command answers about an own questionnaire. */
export function ownAnswer(facts: OwnQuestionnaire) {
  const { id, key, number, title, version, published, unpublished } = facts;
  return { id, key, ref: ownRef(number), title, version, published, unpublished, state: ownStateOf(facts) };
}
