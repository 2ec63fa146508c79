import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { personProblems } from "@/lib/domain/organization/people/access";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { type Applied, applyThreats } from "@/lib/domain/threat-models/commands/apply-threats";
import { modelAnswer, modelChange, storeDrawing } from "@/lib/domain/threat-models/commands/write-model";
import { withoutStrangers } from "@/lib/domain/threat-models/drawing/assumption-owners";
import { assertDrawable, meaningOf } from "@/lib/domain/threat-models/drawing/content";
import { drawFromInventory } from "@/lib/domain/threat-models/drawing/from-inventory";
import { readInventory } from "@/lib/domain/threat-models/drawing/inventory";
import { referenceArchitectures } from "@/lib/domain/threat-models/drawing/references";
import { type Drawing, drawingShape } from "@/lib/domain/threat-models/drawing/schema";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { formatNames } from "@/lib/domain/threat-models/formats/schema";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { modelFields, modelRecord, startFields } from "@/lib/domain/threat-models/record/schema";
import { importedThreats } from "@/lib/domain/threat-models/threats/imported";
import { authorOf } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Prisma, StoredThreatModel } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const described = createInput(modelFields).extend({
  approach: modelFields.approach.default("stride"),
  tier: modelFields.tier.default("1"),
});

/** What a model begins with. */
interface Beginning {
  drawing: Drawing;
  from: "inventory" | "reference" | "file" | "empty";
  name: string | null;
  /** Which records elements stand for, and what the inventory says of the system. */
  parts?: ReturnType<typeof drawFromInventory>["parts"];
  facts?: Record<string, boolean>;
  threats?: ThreatModel["threats"];
  warnings?: readonly string[];
}

/**
 * Adds a threat model of an AI system: drawn from what the inventory knows of it, from one of the reference architectures,
 * or empty. Its threats are generated at once, unless there is nothing to look at.
 */
export const createModel = command({
  name: "threat-models.create",
  summary: "Add a threat model, drawn from the inventory, from a reference architecture, or empty",
  permission: threatModelsWrite,
  input: described.extend({
    start: startFields.start.default("inventory"),
    reference: startFields.reference.default(null),
  }),
  output: modelRecord,
  timeoutMs: 120_000,
  run: async (context, { start, reference, ...fields }) => {
    const unitId = await unitFor(context, fields);
    return addModel(
      context,
      { ...fields, unitId },
      await beginning(context, fields.systemId, start, reference),
    );
  },
});

/**
 * Adds a threat model from the text of a file: Threat Dragon, Threat Model Library, Open Threat Model or CycloneDX. What
 * cannot be read as it was meant is answered as warnings; the threats of the file come along as proposed.
 */
export const importModel = command({
  name: "threat-models.import",
  summary: "Add a threat model from a file of another tool",
  permission: threatModelsWrite,
  input: described.extend({
    title: modelFields.title.optional(),
    text: z
      .string({ error: "Choose a file." })
      .min(1, "The file is empty. Choose a file with content.")
      .max(1_000_000, "The file has more than a million characters. Split the model."),
    fileName: z.string().max(255).default("threat-model"),
  }),
  output: modelRecord,
  timeoutMs: 120_000,
  run: async (context, { text, fileName, title, ...fields }) => {
    const unitId = await unitFor(context, fields);
    const { model, format, version, warnings } = readThreatModel(text);
    const { threats, ...parts } = model;
    const drawing = drawingShape.safeParse(parts);
    if (!drawing.success)
      throw new Invalid(
        drawing.error.issues
          .slice(0, 20)
          .map(({ path, message }) => ({ path: `text.${path.join(".")}`, message })),
      );
    const name = `${fileName} (${formatNames[format]} ${version})`;
    const called = title ?? (model.title?.trim().slice(0, 200) || fileName);
    const begun = {
      drawing: await withoutStrangers(context, drawing.data),
      from: "file" as const,
      name,
      threats,
      warnings,
    };
    return addModel(context, { ...fields, title: called, unitId }, begun);
  },
});

async function beginning(
  context: Context,
  systemId: string,
  start: "inventory" | "reference" | "empty",
  reference: string | null,
): Promise<Beginning> {
  if (start === "empty")
    return { drawing: drawingShape.parse({ elements: [], flows: [] }), from: start, name: null };
  if (start === "inventory") {
    const { drawing, parts, facts } = drawFromInventory(await readInventory(context, systemId));
    return { drawing, parts, facts, from: start, name: null };
  }
  const chosen = referenceArchitectures().find(({ key }) => key === reference);
  if (!chosen) {
    const known = referenceArchitectures().map(({ key }) => key);
    throw new Invalid([{ path: "reference", message: `Choose one of: ${known.join(", ")}.` }]);
  }
  return { drawing: chosen.drawing, from: start, name: chosen.title };
}

type Described = Omit<z.output<typeof described>, "tier"> & { tier: string; unitId: string };

async function addModel(
  context: Context,
  { nextReviewOn, ...fields }: Described,
  { drawing, from, name, parts = [], facts = {}, threats = [], warnings = [] }: Beginning,
) {
  const { tx, actor } = context;
  assertDrawable(drawing);
  const by = authorOf(actor);
  const drawingId = randomUUID();
  const model = await tx.storedThreatModel.create({
    data: {
      ...{ ...fields, facts, drawingId, startedFrom: from, startedName: name, createdById: by },
      ...{ drawingDigest: canonicalDigest(meaningOf(drawing)), followsInventory: from === "inventory" },
      nextReviewOn: storedDay(nextReviewOn),
    },
  });
  await storeDrawing(context, model, { drawing, layout: {}, by, as: drawingId });
  const whole = { elementId: "", concept: "systems", partId: model.systemId, taken: { facts } };
  const rows = from === "inventory" ? [whole, ...parts] : [];
  await tx.threatModelPart.createMany({
    data: rows.map(({ taken, ...one }) => ({
      ...{ ...one, threatModelId: model.id, unitId: model.unitId },
      taken: taken as Prisma.InputJsonObject,
    })),
  });
  const brought = await importedThreats(context, model, threats, drawing);
  const empty = drawing.elements.length === 0;
  const applied = empty
    ? null
    : await applyThreats(context, model, { drawing, drawingDigest: model.drawingDigest, marks: false });
  const after = applied ? await generated(context, model, applied.ground) : model;
  return {
    result: {
      ...modelAnswer(after),
      elements: drawing.elements.length,
      threats: (applied?.added ?? 0) + brought.length,
      warnings: [...warnings, ...(applied?.warnings ?? [])],
    },
    changes: [modelChange(null, after), ...brought, ...(applied?.changes ?? [])],
  };
}

function generated(
  { tx }: Context,
  { id }: StoredThreatModel,
  ground: Applied["ground"],
): Promise<StoredThreatModel> {
  return tx.storedThreatModel.update({ where: { id }, data: ground });
}

/** Returns the business unit of the system that is modelled; throws Invalid for what cannot be named, Forbidden where the actor may not. */
async function unitFor(
  context: Context,
  { systemId, ownerId }: { systemId: string; ownerId: string | null },
): Promise<string> {
  const system = await context.tx.system.findFirst({
    where: { AND: [{ id: systemId }, visibleSystems(context.actor)] },
    select: { unitId: true },
  });
  const problems = await personProblems(context, { ownerId });
  if (!system) problems.push({ path: "systemId", message: "There is no such AI system. Choose another." });
  if (!system || problems.length > 0) throw new Invalid(problems);
  assertMay(context.actor, threatModelsWrite, system.unitId);
  return system.unitId;
}
