import "server-only";
import * as z from "zod";
import { controlsEdit, controlsRead, visibleTo } from "@/lib/domain/controls/access";
import { fitOf, type SystemFacts, shiftsOf } from "@/lib/domain/controls/applicability/rules";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { rowInclude, toRow } from "@/lib/domain/controls/queries/row";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { stageField } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { may } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/** Returns an AI system within the actor's scope with the facts that the rules look at; throws NotFound. */
export async function systemWithFacts({ tx, actor }: Context, systemId: string) {
  const found = await tx.system.findFirst({
    where: { AND: [{ id: systemId }, visibleSystems(actor)] },
    include: {
      unit: { select: { id: true, name: true, path: true } },
      classification: { select: { state: true, outcomes: true } },
      parts: { select: { partId: true, part: { select: { concept: true } } } },
    },
  });
  if (!found) throw new NotFound();
  const partIds = found.parts.map(({ partId }) => partId);
  const grounding = await tx.dataset.count({ where: { id: { in: partIds }, uses: { has: "grounding" } } });
  const { name, unit, stage, kind, exposure, autonomy, personalData, generatesContent, learnsInUse } = found;
  const facts: SystemFacts = {
    ...{ stage, kind, exposure, autonomy, personalData, generatesContent, learnsInUse },
    dataClasses: found.dataClasses,
    euRoles: found.euRoles,
    euClass: found.classification?.state === "sealed" ? found.classification.outcomes : null,
    acts: found.parts.some(({ part }) => part.concept === "agents" || part.concept === "tools"),
    retrieves: grounding > 0,
  };
  return { id: systemId, name, unit, facts };
}

/** The controls of the library for one AI system: adopted, proposed with the rule that proposes each, or covered by the unit. */
export const proposedControls = query({
  name: "controls.proposed",
  summary: "The controls that the rules propose for an AI system, each with its rule",
  permission: controlsRead,
  input: z.strictObject({ systemId: id }),
  run: async (context, { systemId }) => {
    const { facts, name, unit } = await systemWithFacts(context, systemId);
    const held = await context.tx.control.findMany({
      where: {
        AND: [
          await visibleTo(context),
          { OR: [{ systemId }, { systemId: null, unitId: { in: idsOnPath(unit.path) } }] },
        ],
      },
      include: rowInclude,
    });
    const [today, library] = [await todayOf(context), await libraryInForce(context.tx)];
    const rows = held.map((one) => toRow(one, today, library));
    const own = rows.filter(({ system }) => system !== null);
    const shared = new Map(rows.filter(({ system }) => system === null).map((row) => [row.libraryKey, row]));
    const adopted = new Set(own.map(({ libraryKey }) => libraryKey));
    const judged = library.controls.flatMap((control) => {
      if (control.applies.scope) return [];
      const { key, title, objective, family, familyLabel, because } = control;
      const fit = fitOf(control, facts);
      return [
        {
          ...{ key, title, objective, family, familyLabel, rule: because, ...fit },
          adopted: adopted.has(key),
          unitWide: shared.get(key)?.ref ?? null,
        },
      ];
    });
    const noLonger = new Map(
      judged
        .filter((one) => one.adopted && one.fit === "does-not-apply")
        .map((one) => [one.key, one.because]),
    );
    return {
      system: { id: systemId, name, unit: { id: unit.id, name: unit.name } },
      controls: own.map((row) => ({
        ...row,
        /** Why the rules no longer propose it; null where they do, or never did. */
        noLonger: noLonger.get(row.libraryKey ?? "")?.join(", ") ?? null,
      })),
      proposed: judged.filter(({ fit, adopted: has }) => !has && fit !== "does-not-apply"),
      can: { adopt: may(context.actor, controlsEdit, unit.id) },
    };
  },
});

const { kind, exposure, autonomy, dataClasses, euRoles, personalData, generatesContent, learnsInUse } =
  systemFields;
const part = systemFields.agentIds;

/** What a change of an AI system would bring or take away, before it happens; changes nothing. */
export const previewControls = query({
  name: "controls.preview",
  summary: "Which controls a change of an AI system would bring or take away",
  permission: controlsRead,
  input: z
    .strictObject({
      ...{ kind, exposure, autonomy, dataClasses, euRoles, personalData, generatesContent, learnsInUse },
      stage: stageField,
      agentIds: part,
      toolIds: part,
      datasetIds: part,
    })
    .partial()
    .extend({ systemId: id }),
  run: async (context, { systemId, agentIds, toolIds, datasetIds, ...said }) => {
    const { facts, unit } = await systemWithFacts(context, systemId);
    const named = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const after: SystemFacts = { ...facts, ...named };
    if (agentIds && toolIds) after.acts = agentIds.length + toolIds.length > 0;
    if (datasetIds)
      after.retrieves =
        (await context.tx.dataset.count({
          where: { id: { in: datasetIds }, uses: { has: "grounding" } },
        })) > 0;
    const { added, dropped } = shiftsOf((await libraryInForce(context.tx)).controls, facts, after);
    const held = await context.tx.control.findMany({
      where: { AND: [await visibleTo(context), { systemId, libraryKey: { not: null } }] },
      select: { id: true, libraryKey: true },
    });
    const adopted = new Map(held.map((one) => [one.libraryKey, one.id]));
    return {
      unit: unit.name,
      added: added.filter(({ key }) => !adopted.has(key)),
      dropped: dropped.map((shift) => ({ ...shift, controlId: adopted.get(shift.key) ?? null })),
    };
  },
});

/** The controls of the library that are carried out once for a whole unit, with those that it has and those it inherits. */
export const proposedForUnit = query({
  name: "controls.proposedForUnit",
  summary: "The controls that are carried out once for a business unit",
  permission: controlsRead,
  input: z.strictObject({ unitId: id }),
  run: async (context, { unitId }) => {
    const { tx, actor, units } = context;
    const unit = await tx.unit.findFirst({
      where: { id: unitId, ...(actor.kind === "system" ? {} : { AND: { id: { in: [...units] } } }) },
    });
    if (!unit) throw new NotFound();
    const held = await tx.control.findMany({
      // What is kept for a whole unit is read in all that lies below it.
      where: { systemId: null, unitId: { in: idsOnPath(unit.path) }, libraryKey: { not: null } },
      include: rowInclude,
    });
    const [today, library] = [await todayOf(context), await libraryInForce(tx)];
    const byKey = new Map(held.map((one) => [one.libraryKey, toRow(one, today, library)]));
    return {
      unit: { id: unitId, name: unit.name },
      proposed: library.controls.flatMap((control) => {
        if (!control.applies.scope || byKey.has(control.key)) return [];
        const { key, title, objective, family, familyLabel, because } = control;
        const fit = { fit: "applies" as const, because: ["Once for the organisation or a unit"] };
        return [{ ...{ key, title, objective, family, familyLabel, rule: because, ...fit }, unitWide: null }];
      }),
      controls: [...byKey.values()].map((row) => ({ ...row, noLonger: null })),
      can: { adopt: may(actor, controlsEdit, unitId) },
    };
  },
});
