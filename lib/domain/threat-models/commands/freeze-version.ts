import "server-only";
import * as z from "zod";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { versionFields } from "@/lib/domain/threat-models/record/schema";
import { frozenDigest, frozenThreats } from "@/lib/domain/threat-models/threats/frozen";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Prisma, StoredThreatModel, ThreatModelVersion } from "@/lib/platform/database/generated/client";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Freezes a threat model as it is now under a name: its drawing, and its threats with what was decided. */
export const freezeVersion = command({
  name: "threat-models.freeze",
  summary: "Freeze a threat model as it is now, under a name",
  permission: threatModelsWrite,
  input: z.strictObject({ id: recordVersion.id, ...versionFields }),
  run: async (context, { id, name }) => {
    const model = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const { version, change } = await freeze(context, model, name);
    return { result: { id: version.id, number: version.number, name, digest: version.digest }, change };
  },
});

/** Freezes a threat model in the running transaction. */
export async function freeze(
  context: Context,
  { id: threatModelId, unitId, drawingId }: StoredThreatModel,
  name: string,
): Promise<{ version: ThreatModelVersion; change: Change }> {
  const { tx, actor } = context;
  const { drawing } = await drawingOf(context, drawingId);
  const threats = frozenThreats(await tx.threat.findMany({ where: { threatModelId } }));
  const number = (await tx.threatModelVersion.count({ where: { threatModelId } })) + 1;
  const version = await tx.threatModelVersion.create({
    data: {
      ...{ threatModelId, unitId, number, name, drawingId, createdById: authorOf(actor) },
      ...{ threats: threats as Prisma.InputJsonArray, digest: frozenDigest(drawing, threats) },
    },
  });
  const { threats: _whole, ...kept } = version;
  const subject = { type: "threat-model-versions", id: version.id, unitId };
  return { version, change: { subject, before: null, after: kept } };
}
