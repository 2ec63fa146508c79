import "server-only";
import * as z from "zod";
import { fitOf, type SystemFacts } from "@/lib/domain/controls/applicability/rules";
import type { CoverageState } from "@/lib/domain/controls/coverage/schema";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import { systemWithFacts } from "@/lib/domain/controls/queries/applicability";
import { placeOf, type Spot, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { dutyState } from "@/lib/domain/duties/rules";
import { actInForce } from "@/lib/domain/frameworks/queries/in-force";
import { carriesOver } from "@/lib/domain/frameworks/rules";
import type { Relationship } from "@/lib/domain/frameworks/schema";
import { classificationsEdit, classificationsRead } from "@/lib/domain/obligations/access";
import { type Duty, dutiesOfSystems, type SystemDuties } from "@/lib/domain/obligations/queries/duties";
import { may } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const fria = { ref: "Art. 27", template: "fundamental-rights-impact-assessment" } as const;

/** The duties of one AI system: which article, as whom, from when, and how far each is done. */
export const listDuties = query({
  name: "duties.list",
  summary: "What the EU AI Act asks of an AI system, from when, and how far it is done",
  permission: classificationsRead,
  input: z.strictObject({ systemId: z.uuid({ error: "Is not the id of a record." }), ...lookBack }),
  run: async (context, { systemId }) => {
    const [found] = await dutiesOfSystems(context, { id: systemId });
    if (!found) throw new NotFound();
    const place = await placeOf(context, { systemId });
    const [spot] = await spotsOf(context, place, [await actInForce(context.tx)]);
    const { system, state, riskClass, openQuestions } = found;
    return {
      ...{ system, state, riskClass, openQuestions },
      duties: await statedDuties(context, found, spot),
      can: { adopt: may(context.actor, classificationsEdit, system.unitId) },
    };
  },
});

/** A duty with what carries it out and how far it is done. */
export type StatedDuty = Awaited<ReturnType<typeof statedDuties>>[number];

async function statedDuties(context: Context, { system, duties }: SystemDuties, spot: Spot | undefined) {
  const { tx } = context;
  const { facts } = await systemWithFacts(context, system.id);
  const library = await libraryInForce(tx);
  const links = await tx.dutyTask.findMany({ where: { systemId: system.id } });
  const tasks = await tx.task.findMany({
    where: { id: { in: links.map(({ taskId }) => taskId) } },
    include: { assignee: { select: { id: true, name: true } } },
  });
  const assessment = await tx.assessment.findFirst({
    where: { systemId: system.id, templateKey: fria.template, state: { not: "withdrawn" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, number: true, state: true },
  });
  return duties.map((duty) => {
    const own = new Set(links.filter(({ dutyKey }) => dutyKey === duty.key).map(({ taskId }) => taskId));
    const linked = tasks
      .filter(({ id }) => own.has(id))
      .map(({ id, title, doneAt, dueOn, assignee }) => ({
        ...{ id, title, assignee, done: doneAt !== null, dueOn: dayText(dueOn) },
      }));
    const controls = controlsFor(duty, spot);
    const states = statesOf(duty, spot);
    const count = (...wanted: CoverageState[]) => states.filter((one) => wanted.includes(one)).length;
    return {
      ...duty,
      controls,
      tasks: linked,
      assessment: duty.ref === fria.ref && assessment ? assessment : null,
      covered: {
        confirmed: count("confirmed"),
        inferred: count("inferred"),
        of: states.length - count("excluded"),
      },
      state: dutyState(states, controls.length > 0 || linked.length > 0),
      /** The controls of the library that would be adopted for it. */
      library: libraryFor(library.controls, duty, spot, facts).map(({ key, title }) => ({ key, title })),
    };
  });
}

/** Returns how far each thing that a duty asks is covered at a system; what nothing is known of is open. */
export function statesOf({ requirements }: Duty, spot: Spot | undefined): CoverageState[] {
  return requirements.map(({ key }) => spot?.covered.get(key)?.state ?? "open");
}

/** Returns the controls in force at a system that are mapped to something that a duty asks. */
export function controlsFor({ requirements }: Duty, spot: Spot | undefined) {
  const keys = requirements.map(({ key }) => key);
  return (spot?.controls ?? [])
    .filter(({ maps }) => keys.some((key) => maps.has(key)))
    .map(({ id, ref, title, status, works }) => ({ id, ref, title, status, works }));
}

/**
 * Returns the controls of the library that may apply and do all of something that a duty asks, or that its outcome calls for and that touch
 * it, and that are not carried out at the system yet. Those of a whole unit are adopted there, not here.
 */
export function libraryFor(
  controls: readonly LibraryControl[],
  { requirements, outcome }: Duty,
  spot: Spot | undefined,
  facts: SystemFacts,
) {
  const keys = new Set(requirements.map(({ key }) => key));
  const held = new Set((spot?.controls ?? []).map(({ title }) => title));
  return controls.filter((control) => {
    if (control.applies.scope || held.has(control.title)) return false;
    if (fitOf(control, facts).fit === "does-not-apply") return false;
    const touching = control.requirements.filter(({ framework, ref }) => keys.has(`${framework}:${ref}`));
    const called = control.outcomes.includes(outcome);
    return (
      touching.length > 0 &&
      (called || touching.some(({ relation }) => carriesOver(relation as Relationship)))
    );
  });
}
