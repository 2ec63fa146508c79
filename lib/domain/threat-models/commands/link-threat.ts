import "server-only";
import * as z from "zod";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { adoptInto } from "@/lib/domain/controls/commands/adopt-controls";
import { mitigationsOf } from "@/lib/domain/controls/queries/library";
import { linkFields } from "@/lib/domain/controls/schema";
import { namedOrNewRisk } from "@/lib/domain/risks/commands/named-or-new";
import { riskFields } from "@/lib/domain/risks/schema";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { findThreat } from "@/lib/domain/threat-models/queries/find";
import { riskWords } from "@/lib/domain/threat-models/threats/as-risk";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { ThreatControl, ThreatRisk } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { takeAway } from "@/lib/platform/operation/take-away";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Makes a threat a risk, in one step: a new one in its words, or one that is there already. The scores that its rule
 * suggests are answered as suggested and shown with the risk; a person scores it.
 */
export const threatToRisk = command({
  name: "threats.toRisk",
  summary: "Make a threat a risk, or part of one",
  permission: threatModelsWrite,
  input: z.strictObject({
    id: recordVersion.id,
    riskId: linkFields.riskId.optional(),
    title: riskFields.title.optional(),
    category: riskFields.category.default("security"),
    ownerId: riskFields.ownerId.default(null),
  }),
  run: async (context, { id, riskId, ...wanted }) => {
    const { tx, actor } = context;
    const { threat, model } = await findThreat(context, id);
    assertMay(actor, threatModelsWrite, model.unitId);
    const words = { ...riskWords(threat, model), ...definedWords(wanted) };
    const { risk, changes } = await namedOrNewRisk(context, riskId, words);
    const [link] = await tx.threatRisk.createManyAndReturn({
      data: [{ threatId: id, riskId: risk.id, unitId: model.unitId, createdById: authorOf(actor) }],
      skipDuplicates: true,
    });
    if (!link) throw new Conflict("This threat belongs to the risk already.");
    const kind = threat.ruleId ? (await rulesInForce(tx)).named(threat.ruleId) : undefined;
    return {
      result: {
        ...{ id: link.id, riskId: risk.id },
        suggested: kind ? { likelihood: kind.likelihood, impact: kind.impact } : null,
      },
      changes: [...changes, linkChange("threat-risks", null, link)],
    };
  },
});

function definedWords({
  title,
  category,
  ownerId,
}: {
  title?: string | undefined;
  category: string;
  ownerId: string | null;
}) {
  return { category, ownerId, ...(title === undefined ? {} : { title }) };
}

/** Says that a control is carried out against a threat: one that is there, or one of the library, adopted for the system. */
export const threatToControl = command({
  name: "threats.toControl",
  summary: "Carry out a control against a threat",
  permission: threatModelsWrite,
  input: z.strictObject({
    id: recordVersion.id,
    controlId: linkFields.controlId.optional(),
    key: z.string().max(100).optional(),
    mitigationId: z.string().max(20).nullable().default(null),
  }),
  run: async (context, { id, controlId, key, mitigationId }) => {
    const { tx, actor } = context;
    const { threat, model } = await findThreat(context, id);
    assertMay(actor, threatModelsWrite, model.unitId);
    const kind = threat.ruleId ? (await rulesInForce(tx)).named(threat.ruleId) : undefined;
    const mitigations = kind?.mitigationIds ?? [];
    if (mitigationId !== null && !mitigations.includes(mitigationId))
      throw new Invalid([
        {
          path: "mitigationId",
          message: "The rule of this threat does not name that mitigation. Choose another.",
        },
      ]);
    const adopted = key && !controlId ? await adopt(context, model.systemId, key, mitigations) : [];
    const where = controlId ? { id: controlId } : { systemId: model.systemId, libraryKey: key ?? "" };
    const control = await tx.control.findFirst({ where: { AND: [where, await visibleControls(context)] } });
    if (!control)
      throw new Invalid([{ path: "controlId", message: "There is no such control. Choose another." }]);
    const [link] = await tx.threatControl.createManyAndReturn({
      data: [
        {
          threatId: id,
          controlId: control.id,
          unitId: model.unitId,
          mitigationId,
          createdById: authorOf(actor),
        },
      ],
      skipDuplicates: true,
    });
    if (!link) throw new Conflict("This control is linked to the threat already.");
    return {
      result: { id: link.id, controlId: control.id },
      changes: [...adopted, linkChange("threat-controls", null, link)],
    };
  },
});

async function adopt(
  context: Context,
  systemId: string,
  key: string,
  mitigations: readonly string[],
): Promise<Change[]> {
  const fitting = mitigationsOf(mitigations).flatMap(({ controls }) => controls.map((one) => one.key));
  if (!fitting.includes(key))
    throw new Invalid([
      { path: "key", message: "This control of the library does not mitigate the threat. Choose another." },
    ]);
  return adoptInto(context, { keys: [key], systemId });
}

/** Takes a threat away from a risk; that it was linked, and until when, stays known. */
export const unlinkRisk = command({
  name: "threat-risks.remove",
  summary: "Take a threat away from a risk",
  permission: threatModelsWrite,
  input: z.strictObject({ id: recordVersion.id }),
  run: async (context, { id }) => {
    const { before, after } = await takeAway(context, id, {
      find: (where) => context.tx.threatRisk.findFirst({ where }),
      write: (where, data) => context.tx.threatRisk.updateManyAndReturn({ where, data }),
    });
    return { result: { id }, change: linkChange("threat-risks", before, after) };
  },
});

/** Takes a control away from a threat; that it was linked, and until when, stays known. */
export const unlinkControl = command({
  name: "threat-controls.remove",
  summary: "Take a control away from a threat",
  permission: threatModelsWrite,
  input: z.strictObject({ id: recordVersion.id }),
  run: async (context, { id }) => {
    const { before, after } = await takeAway(context, id, {
      find: (where) => context.tx.threatControl.findFirst({ where }),
      write: (where, data) => context.tx.threatControl.updateManyAndReturn({ where, data }),
    });
    return { result: { id }, change: linkChange("threat-controls", before, after) };
  },
});

function linkChange<L extends ThreatRisk | ThreatControl>(
  type: "threat-risks" | "threat-controls",
  before: L | null,
  after: L,
): Change {
  return { subject: { type, id: after.id, unitId: after.unitId }, before, after };
}
