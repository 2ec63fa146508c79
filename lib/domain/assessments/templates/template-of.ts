import "server-only";
import { visibleTo } from "@/lib/domain/assessments/templates/access";
import { type Template, template } from "@/lib/domain/assessments/templates/schema";
import { shippedTemplate } from "@/lib/domain/assessments/templates/shipped";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

interface Wanted {
  key: string;
  /** The newest where none is named. */
  version?: number | undefined;
}

/**
 * Returns a questionnaire by its key, shipped or the organisation's own, or null: where there is no such version, and where it is
 * published out of the actor's reach. A retired one is still returned, since it was answered.
 */
export async function templateOf(context: Context, { key, version }: Wanted): Promise<Template | null> {
  if (shippedTemplate(key)) return shippedTemplate(key, version);
  const own = await context.tx.ownQuestionnaire.findFirst({
    where: { AND: [{ key, published: { not: null } }, await visibleTo(context)] },
  });
  if (!own) return null;
  const number = version ?? own.published ?? 0;
  const found = await context.tx.questionnaireVersion.findUnique({
    where: { questionnaireId_number: { questionnaireId: own.id, number } },
  });
  return found && template.parse(found.content);
}

/** Returns a questionnaire as templateOf does; throws NotFound where there is none. */
export async function getTemplateOf(context: Context, wanted: Wanted): Promise<Template> {
  const found = await templateOf(context, wanted);
  if (!found) throw new NotFound();
  return found;
}

/** Returns the newest published version of every own questionnaire that the actor reaches and that is not retired, by title. */
export async function ownTemplates(context: Context): Promise<Template[]> {
  const owns = await context.tx.ownQuestionnaire.findMany({
    where: { AND: [{ published: { not: null }, retiredAt: null }, await visibleTo(context)] },
    select: { id: true, published: true },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    take: 500,
  });
  const versions = await context.tx.questionnaireVersion.findMany({
    where: { OR: owns.map(({ id, published }) => ({ questionnaireId: id, number: published ?? 0 })) },
  });
  const contents = new Map(versions.map((one) => [one.questionnaireId, one.content]));
  return owns.flatMap(({ id }) => (contents.has(id) ? [template.parse(contents.get(id))] : []));
}
