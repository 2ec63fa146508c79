import "server-only";
import * as z from "zod";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { applyThreats } from "@/lib/domain/threat-models/commands/apply-threats";
import {
  modelAnswer,
  modelChange,
  reopen,
  writeModel,
} from "@/lib/domain/threat-models/commands/write-model";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Generates the threats of a model from its drawing. What is there already stays the same threat with what was decided
 * about it; generating twice changes nothing, not even the version.
 */
export const generateThreats = command({
  name: "threat-models.generate",
  summary: "Generate the threats of a threat model from its drawing",
  permission: threatModelsWrite,
  input: z.strictObject(recordVersion),
  timeoutMs: 120_000,
  run: async (context, { id, version }) => {
    const before = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, before.unitId);
    const { drawing } = await drawingOf(context, before.drawingId);
    const marks = before.state !== "draft";
    const applied = await applyThreats(context, before, {
      drawing,
      drawingDigest: before.drawingDigest,
      marks,
    });
    const { added, changed, toConfirm, warnings, ground, changes, named } = applied;
    const told = { added, changed, toConfirm, warnings };
    const same =
      before.generatedDigest === ground.generatedDigest && before.generatedRules === ground.generatedRules;
    if (changes.length === 0 && same && before.version === version)
      return { result: { ...modelAnswer(before), ...told }, changes: [] };
    const reopened = changes.length > 0 ? await reopen(context, before, named) : { data: {}, changes: [] };
    const after = await writeModel(context, before, version, { ...ground, ...reopened.data });
    return {
      result: { ...modelAnswer(after), ...told },
      changes: [modelChange(before, after), ...changes, ...reopened.changes],
    };
  },
});
