import "server-only";
import * as z from "zod";
import { assertMay, controlsApprove } from "@/lib/domain/controls/access";
import { crosswalkFields, findingFields, placeInput } from "@/lib/domain/controls/coverage/schema";
import { placeOf, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { crosswalkInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { turnedRound } from "@/lib/domain/frameworks/rules";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { authorOf, may } from "@/lib/platform/access/actor";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { notStorable, storable } from "@/lib/platform/schema/field";

const named = z.string().max(60);

/**
 * Says that a requirement is fulfilled or not, for a unit and everything below it or for one AI system, with the reason. A
 * word that it is fulfilled rests on the working controls that speak of it there, and falls with any of them.
 */
export const judgeRequirement = command({
  name: "coverage.judge",
  summary: "Say whether a requirement is fulfilled",
  permission: controlsApprove,
  input: z.strictObject({
    framework: named,
    ref: z.string().max(80).refine(storable, { error: notStorable }),
    ...placeInput,
    ...findingFields,
  }),
  run: async (context, { framework: key, ref, unitId, systemId, verdict, reason }) => {
    const framework = (await frameworksInForce(context.tx)).find((one) => one.key === key);
    const requirement = framework?.requirements.find((one) => one.ref === ref && one.assessable);
    if (!framework || !requirement)
      throw new Invalid([{ path: "ref", message: "There is no such requirement that can be fulfilled." }]);
    const place = await placeOf(context, { unitId, systemId });
    assertMay(context.actor, controlsApprove, place.unit.id);
    const spots = await spotsOf(context, place, [framework]);
    const resting = spots.flatMap(({ controls }) =>
      controls.filter(
        // What is said of a whole unit rests on what holds for all of it, not on the controls of one of its systems.
        (control) =>
          control.works &&
          control.maps.has(requirement.key) &&
          (systemId !== undefined || control.systemId === null),
      ),
    );
    const finding = await context.tx.requirementFinding.create({
      data: {
        ...{ framework: key, ref, verdict, reason, unitId: place.unit.id },
        systemId: place.system?.id ?? null,
        controlIds: verdict === "fulfilled" ? [...new Set(resting.map(({ id }) => id))] : [],
        createdById: authorOf(context.actor),
      },
    });
    return {
      result: { id: finding.id, controls: finding.controlIds.length },
      change: {
        subject: { type: "requirement-findings", id: finding.id, unitId: place.unit.id },
        before: null,
        after: finding,
      },
    };
  },
});

/** Confirms a row of the crosswalk that rests on judgement, or overrides it, with the reason; for the whole organisation. */
export const judgeCrosswalk = command({
  name: "coverage.judgeCrosswalk",
  summary: "Confirm or override a row of the crosswalk that rests on judgement",
  permission: controlsApprove,
  input: z.strictObject({
    ...{ sourceFramework: named, targetFramework: named },
    ...{ sourceRef: z.string().max(80), targetRef: z.string().max(80) },
    ...crosswalkFields,
  }),
  run: async (context, said) => {
    const top = await topUnit(context.tx);
    if (!may(context.actor, controlsApprove, top))
      throw new Forbidden("The crosswalk is the whole organisation's. Only a role at its top may judge it.");
    const from = { framework: said.sourceFramework, ref: said.sourceRef };
    const to = { framework: said.targetFramework, ref: said.targetRef };
    const row = (await crosswalkInForce(context.tx)).find(
      ({ source, target }) =>
        (same(source, from) && same(target, to)) || (same(source, to) && same(target, from)),
    );
    if (!row) throw new Invalid([{ path: "sourceRef", message: "The crosswalk has no such row." }]);
    if (row.basis === "published")
      throw new Invalid([
        {
          path: "relationship",
          message: "This row is published by its source. Only rows of judgement are judged.",
        },
      ]);
    const { relationship, reason } = said;
    const finding = await context.tx.crosswalkFinding.create({
      data: {
        ...{ sourceFramework: row.source.framework, sourceRef: row.source.ref },
        ...{ targetFramework: row.target.framework, targetRef: row.target.ref },
        // Kept as the row is read, whichever end the person began with.
        relationship: same(row.source, from) ? relationship : turnedRound(relationship),
        ...{ reason, createdById: authorOf(context.actor) },
      },
    });
    return {
      result: { id: finding.id },
      change: {
        subject: { type: "crosswalk-findings", id: finding.id, unitId: top },
        before: null,
        after: finding,
      },
    };
  },
});

interface End {
  framework: string;
  ref: string;
}

const same = (one: End, other: End) => one.framework === other.framework && one.ref === other.ref;
