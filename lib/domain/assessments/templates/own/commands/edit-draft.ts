import "server-only";
import * as z from "zod";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { type Fault, faultsOf } from "@/lib/domain/assessments/templates/check";
import { pointedAtNow } from "@/lib/domain/assessments/templates/cited";
import { readFile } from "@/lib/domain/assessments/templates/own/commands/create-own";
import { forWriting, ownAnswer, writeDraft } from "@/lib/domain/assessments/templates/own/commands/write-own";
import { fileFields } from "@/lib/domain/assessments/templates/own/schema";
import { draftTemplate, type Template } from "@/lib/domain/assessments/templates/schema";
import { getTemplateOf } from "@/lib/domain/assessments/templates/template-of";
import { type Changed, unchanged } from "@/lib/platform/audit/change";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const savedDraft = z.strictObject({
  /** The version of the draft, for the next time it is saved. */
  version: z.int(),
  content: z.looseObject({}),
  faults: z.array(z.looseObject({ place: z.string(), message: z.string() })),
  questionnaire: z.looseObject({ id: z.uuid() }),
});

// Its own file of lists within lists: described as any JSON, checked whole.
const content = z.lazy(() => draftTemplate);

/** Keeps the draft of an own questionnaire as it is written, and answers with what still keeps it from being published. */
export const saveDraft = command({
  name: "own-questionnaires.saveDraft",
  summary: "Keep the draft of an own questionnaire",
  permission: questionnairesEdit,
  input: z.strictObject({ ...recordVersion, content }),
  output: savedDraft,
  run: (context, { id, version, content: sent }) => replaced(context, id, version, sent),
});

/** Puts a YAML file in place of the draft; the published versions stay. */
export const importDraft = command({
  name: "own-questionnaires.importDraft",
  summary: "Put a YAML file in place of the draft of an own questionnaire",
  permission: questionnairesEdit,
  input: z.strictObject({ ...recordVersion, ...fileFields }),
  output: savedDraft,
  run: (context, { id, version, text }) => replaced(context, id, version, readFile(text)),
});

/** Takes the draft back to the newest published version. */
export const discardDraft = command({
  name: "own-questionnaires.discardDraft",
  summary: "Take the draft of an own questionnaire back to its newest version",
  permission: questionnairesEdit,
  input: z.strictObject(recordVersion),
  output: savedDraft,
  run: async (context, { id, version }) => {
    const { facts } = await forWriting(context, id);
    if (facts.published === null)
      throw new Conflict("No version is published yet that the draft could go back to.");
    return replaced(context, id, version, await getTemplateOf(context, { key: facts.key }));
  },
});

interface SavedDraft {
  version: number;
  content: Template;
  faults: Fault[];
  questionnaire: ReturnType<typeof ownAnswer>;
}

async function replaced(
  context: Context,
  id: string,
  version: number,
  sent: Template,
): Promise<Changed<SavedDraft>> {
  const { facts, draft } = await forWriting(context, id);
  const written = await writeDraft(context, facts, draft, version, sent);
  const result = {
    ...written.draft,
    faults: faultsOf(written.draft.content, await pointedAtNow(context.tx)),
    questionnaire: ownAnswer(written.facts),
  };
  return written.change ? { result, change: written.change } : unchanged(result);
}
