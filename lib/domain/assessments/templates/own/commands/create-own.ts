import "server-only";
import { v7 } from "uuid";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { blankTemplate, freeKey } from "@/lib/domain/assessments/templates/edit/rules";
import { readYaml } from "@/lib/domain/assessments/templates/files/read";
import {
  headOf,
  named,
  ownAnswer,
  ownChange,
  stored,
} from "@/lib/domain/assessments/templates/own/commands/write-own";
import { copyFields, fileFields, ownFields, ownRecord } from "@/lib/domain/assessments/templates/own/schema";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { templateOf } from "@/lib/domain/assessments/templates/template-of";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { authorOf } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";

/** Begins a questionnaire of one's own: empty, or as a copy of a shipped or own one. */
export const createOwn = command({
  name: "own-questionnaires.create",
  summary: "Begin a questionnaire of the organisation's own, empty or as a copy",
  permission: questionnairesEdit,
  input: createInput({ ...ownFields, ...copyFields }),
  output: ownRecord,
  run: async (context, { title, purpose, unitId, from }) => {
    if (from === null) return begun(context, unitId, blankTemplate("blank", title, purpose), null);
    const source = await templateOf(context, { key: from });
    if (!source)
      throw new Invalid([{ path: "from", message: "There is no such questionnaire. Choose another." }]);
    return begun(context, unitId, { ...source, title, purpose }, `${source.key} ${source.version}`);
  },
});

/** Begins a questionnaire of one's own from a YAML file; what it still lacks is said in its draft. */
export const importOwn = command({
  name: "own-questionnaires.import",
  summary: "Begin a questionnaire of the organisation's own from a YAML file",
  permission: questionnairesEdit,
  input: createInput({ unitId: ownFields.unitId, ...fileFields }),
  output: ownRecord,
  run: async (context, { unitId, text }) => {
    const draft = readFile(text);
    return begun(context, unitId, draft, `${draft.key} ${draft.version}`);
  },
});

/** Returns the questionnaire in a file; throws Invalid with the lines that keep it from being read. */
export function readFile(text: string): Template {
  const read = readYaml(text);
  if ("draft" in read) return read.draft;
  throw new Invalid(
    read.problems.map(({ line, message }) => ({ path: "text", message: `Line ${line}: ${message}` })),
  );
}

async function begun(context: Context, unitId: string, source: Template, basedOn: string | null) {
  const problems = await unitProblems(context, unitId);
  if (problems.length > 0) throw new Invalid(problems);
  const id = v7();
  // Keys are one another's neighbours across all units: the end of the id keeps them apart without telling who has which.
  const key = `${freeKey(source.title, [], "questionnaire")}-${id.slice(-6)}`;
  const content = named(source, { key, published: null });
  const author = authorOf(context.actor);
  const facts = await context.tx.ownQuestionnaire.create({
    data: { id, key, unitId, basedOn, createdById: author, ...headOf(content) },
  });
  await context.tx.questionnaireDraft.create({
    data: {
      ...{ questionnaireId: id, unitId, content: stored(content), sha256: canonicalDigest(content) },
      updatedById: author,
    },
  });
  return { result: ownAnswer(facts), change: ownChange(null, facts, { sha256: canonicalDigest(content) }) };
}
