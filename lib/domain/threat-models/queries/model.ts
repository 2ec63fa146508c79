import "server-only";
import * as z from "zod";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { signingRights } from "@/lib/domain/decisions/rules";
import {
  threatModelsDecide,
  threatModelsRead,
  threatModelsWrite,
  visibleTo,
} from "@/lib/domain/threat-models/access";
import { isGenerated } from "@/lib/domain/threat-models/commands/apply-threats";
import { deriveFacts, type GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { drawSvg } from "@/lib/domain/threat-models/diagram/draw-svg";
import { ownerNames } from "@/lib/domain/threat-models/drawing/assumption-owners";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { referenceArchitectures } from "@/lib/domain/threat-models/drawing/references";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { writeThreatModel, writtenFormats } from "@/lib/domain/threat-models/formats/write";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { terrainOf } from "@/lib/domain/threat-models/paths/find-paths";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { countsOf, rowInclude, toRow } from "@/lib/domain/threat-models/queries/register";
import { modelFields, modelRecord, signOffKind } from "@/lib/domain/threat-models/record/schema";
import { resolveModel } from "@/lib/domain/threat-models/resolve";
import { modelRef } from "@/lib/domain/threat-models/rules";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import { asImported } from "@/lib/domain/threat-models/threats/exported";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** One threat model with its drawing, what is known of the system, its sign-off, and what the actor can do with it. */
export const getModel = query({
  name: "threat-models.get",
  summary: "One threat model with its drawing",
  permission: threatModelsRead,
  input: byId,
  output: modelRecord,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const found = await tx.storedThreatModel.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      include: { ...rowInclude, parts: { orderBy: { elementId: "asc" } } },
    });
    if (!found) throw new NotFound();
    const { parts, ...model } = found;
    const { drawing, layout } = await drawingOf(context, model.drawingId);
    const { pending, inForce } = await liveDecisions(tx, signOffKind, id);
    const [write, decide] = [
      may(actor, threatModelsWrite, model.unitId),
      may(actor, threatModelsDecide, model.unitId),
    ];
    const rules = await rulesInForce(tx);
    const { notNow, ...signing } = signingRights(actor.personId, pending, decide);
    return {
      ...toRow(model, (await countsOf(tx, [id]))(id)),
      ...{ drawing, layout },
      /** Who looks after its assumptions, by id. */
      people: await ownerNames(context, drawing),
      parts: parts.map(({ elementId, concept, partId }) => ({ elementId, concept, partId })),
      facts: factsShown(modelOf(drawing), model.facts as GivenFacts),
      /** The threats are those of the drawing as it is, by the rules as they are asked now. */
      generated: isGenerated(model, rules),
      /** The organisation changed the rules since. */
      rulesChanged: model.generatedDigest !== null && model.generatedRules !== rules.digest,
      pending: pending && {
        id: pending.id,
        reason: pending.reason,
        requestedAt: pending.requestedAt.toISOString(),
      },
      signedOff: inForce && {
        id: inForce.id,
        digest: inForce.digest,
        signedAt: inForce.signedAt?.toISOString() ?? null,
      },
      can: {
        edit: write,
        decide: write,
        ask: write && pending === null,
        ...signing,
      },
      notNow,
    };
  },
});

// Each fact of the system with what was said of it, and what the drawing shows where nobody said anything.
function factsShown(model: ReturnType<typeof modelOf>, given: GivenFacts) {
  const shown = deriveFacts(terrainOf(resolveModel(model)), {}).values;
  return [...systemFacts().values()].map(({ name, question }) => ({
    ...{ name, question },
    given: given[name] ?? null,
    shown: shown[name] === undefined ? null : shown[name],
  }));
}

/** What happened to one threat model, newest first. */
export const getModelHistory = query({
  name: "threat-models.history",
  summary: "What happened to a threat model, newest first",
  permission: threatModelsRead,
  input: byId,
  run: async (context, { id }) => {
    await findModel(context, id);
    return { entries: await recordHistory(context, "threat-models", id, modelFields) };
  },
});

/** What a drawing is made of: the types of elements with their attributes, and the reference architectures to start from. */
export const getStencils = query({
  name: "threat-models.stencils",
  summary: "The types of elements, their attributes, and the reference architectures",
  permission: threatModelsRead,
  input: z.strictObject({}),
  run: async () => ({
    types: [...elementTypes().values()].map(({ id, name, shape, attributes }) => ({
      ...{ id, name, shape, attributes: [...attributes.values()] },
    })),
    references: referenceArchitectures().map(({ key, title, description, drawing }) => ({
      ...{ key, title, description, elements: drawing.elements.length },
    })),
  }),
});

/** The drawing of a threat model as an SVG. */
export const getDiagram = query({
  name: "threat-models.diagram",
  summary: "The drawing of a threat model as an SVG",
  permission: threatModelsRead,
  input: byId,
  run: async (context, { id }) => {
    const model = await findModel(context, id);
    const { drawing, layout: positions } = await drawingOf(context, model.drawingId);
    const svg = drawSvg({ ...modelOf(drawing), title: model.title, positions });
    return new Download(`${modelRef(model.number)}.svg`, "image/svg+xml", new Blob([svg]).stream());
  },
});

/** A threat model with its threats as a file of another tool. */
export const exportModel = query({
  name: "threat-models.exportFile",
  summary: "A threat model as a file of another tool",
  permission: threatModelsRead,
  input: byId.extend({
    format: z.enum(writtenFormats, { error: `Choose one of: ${writtenFormats.join(", ")}.` }).default("otm"),
  }),
  run: async (context, { id, format }) => {
    const model = await findModel(context, id);
    const { drawing } = await drawingOf(context, model.drawingId);
    const threats = await context.tx.threat.findMany({
      where: { threatModelId: id },
      orderBy: { number: "asc" },
    });
    const whole = { ...modelOf(drawing), title: model.title, threats: threats.map(asImported) };
    const name = `${modelRef(model.number)}.${format}.json`;
    return new Download(name, "application/json", new Blob([writeThreatModel(whole, format)]).stream());
  },
});
