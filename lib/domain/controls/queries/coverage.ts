import "server-only";
import * as z from "zod";
import { controlsApprove, controlsRead } from "@/lib/domain/controls/access";
import { countsOf, worstOf } from "@/lib/domain/controls/coverage/rules";
import { type CoverageState, coverageStates, placeInput } from "@/lib/domain/controls/coverage/schema";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import {
  crosswalkSaid,
  keysOf,
  type Place,
  placeOf,
  type Spot,
  spotsOf,
} from "@/lib/domain/controls/queries/coverage-ground";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { frameworkNamed, frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { carriesOver, turnedRound } from "@/lib/domain/frameworks/rules";
import type { Framework, Relationship } from "@/lib/domain/frameworks/schema";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

/** How far each framework is covered, in a unit and below or at one AI system. */
export const coverageOverview = query({
  name: "coverage.overview",
  summary: "How far each framework is covered",
  permission: controlsRead,
  input: z.strictObject(placeInput),
  run: async (context, asked) => {
    const place = await placeOf(context, asked);
    const frameworks = await frameworksInForce(context.tx);
    const spots = await spotsOf(context, place, frameworks);
    const library = await libraryInForce(context.tx);
    const mapped = new Set(
      library.controls.flatMap(({ requirements }) => requirements.map((one) => one.framework)),
    );
    return {
      place: { unit: { id: place.unit.id, name: place.unit.name }, system: place.system },
      systems: spots.filter(({ systemId }) => systemId !== null).length,
      frameworks: frameworks.map((framework) => ({
        key: framework.key,
        name: framework.name,
        /** Whether any control of the library speaks of it: where none does, an open requirement says nothing. */
        mapped: mapped.has(framework.key),
        /** Read from a file: what is not covered by the crosswalk is for a person to say. */
        imported: framework.origin !== null,
        counts: countsOf(keysOf(framework).map((key) => stateIn(spots, key))),
      })),
    };
  },
});

function stateIn(spots: readonly Spot[], key: string): CoverageState {
  return worstOf(spots.map(({ covered }) => covered.get(key)?.state ?? "open"));
}

/** Each requirement of a framework with how far it is covered, from what that follows, and the next step to close a gap. */
export const frameworkCoverage = query({
  name: "coverage.framework",
  summary: "How far each requirement of a framework is covered, and the next step",
  permission: controlsRead,
  input: z.strictObject({
    key: z.string().max(60),
    state: z
      .enum(coverageStates.map(({ value }) => value) as [CoverageState, ...CoverageState[]], {
        error: `state takes: ${coverageStates.map(({ value }) => value).join(", ")}.`,
      })
      .optional(),
    ...placeInput,
  }),
  run: async (context, { key, state, ...asked }) => {
    const framework = await frameworkNamed(context.tx, key);
    const place = await placeOf(context, asked);
    const { controls } = await libraryInForce(context.tx);
    const covered = coverageAt(framework, place, await spotsOf(context, place, [framework]), controls);
    return {
      ...covered,
      rows: state === undefined ? covered.rows : covered.rows.filter((row) => row.state === state),
      can: { judge: may(context.actor, controlsApprove, place.unit.id) },
    };
  },
});

/** Returns how far each requirement of a framework is covered at a place, given its spots and the library that may close a gap. */
export function coverageAt(
  framework: Framework,
  place: Place,
  spots: readonly Spot[],
  library: readonly LibraryControl[],
) {
  const { key, name, version } = framework;
  const rows = framework.requirements
    .filter(({ assessable }) => assessable)
    .map(({ key: one, ref, title }) => {
      const states = spots.map(({ covered }) => covered.get(one)?.state ?? "open");
      const worst = worstOf(states);
      const at = spots[states.indexOf(worst)];
      return {
        ...{ ref, title, state: worst },
        /** At how many of the places it stands so. */
        places: states.filter((other) => other === worst).length,
        path: at?.covered.get(one)?.path ?? [],
        at: spots.length > 1 ? (at?.name ?? null) : null,
        next: worst === "open" || worst === "related" ? nextStep(one, at, library) : null,
      };
    });
  return {
    framework: { key, name, version },
    place: { unit: { id: place.unit.id, name: place.unit.name }, system: place.system },
    spots: spots.length,
    counts: countsOf(rows.map((row) => row.state)),
    rows,
  };
}

interface NextStep {
  text: string;
  href: string;
}

// First what is there and does not work, then what does all of it and is not adopted, then a person's word.
function nextStep(key: string, spot: Spot | undefined, library: readonly LibraryControl[]): NextStep | null {
  const here = spot?.controls ?? [];
  const idle = here.find(
    ({ works, maps }) => !works && carriesOver((maps.get(key) ?? "none") as Relationship),
  );
  if (idle)
    return { text: `Let ${idle.ref} ${idle.title} work. ${idle.why}`, href: `/controls/${idle.id}#tests` };
  const mapped = library.flatMap((control) => {
    const found = control.requirements.find(({ framework, ref }) => `${framework}:${ref}` === key);
    return found ? [{ control, relation: found.relation }] : [];
  });
  const held = new Set(here.map(({ title }) => title));
  const whole = mapped.find(({ control, relation }) => carriesOver(relation) && !held.has(control.title));
  if (whole)
    return {
      text: `Adopt ${whole.control.title}: it does all of it.`,
      href: adoptAt(whole.control, spot),
    };
  const touching = here.filter(({ works, maps }) => works && maps.has(key));
  if (touching.length > 0)
    return {
      text:
        touching.length === 1
          ? "1 working control touches it: look whether it fulfils it, and say so."
          : `${touching.length} working controls touch it: look whether together they fulfil it, and say so.`,
      href: `/controls/${touching[0]?.id}`,
    };
  const part = mapped.find(({ control }) => !held.has(control.title));
  return part
    ? { text: `Adopt ${part.control.title}: it does part of it.`, href: adoptAt(part.control, spot) }
    : {
        text: "No control of the library speaks of it: add one of your own.",
        href: `/own-controls/new?${new URLSearchParams({ requirement: key })}`,
      };
}

function adoptAt({ key, applies }: LibraryControl, spot: Spot | undefined): string {
  return spot?.systemId && !applies.scope
    ? `/controls/adopt?system=${spot.systemId}`
    : `/controls/library/${key}`;
}

/** What people have said of the rows of judgement between two frameworks, read from the first to the second. */
export const crosswalkFindings = query({
  name: "coverage.crosswalkFindings",
  summary: "What people have said of the rows of judgement between two frameworks",
  permission: controlsRead,
  input: z.strictObject({ from: z.string().max(60), to: z.string().max(60) }),
  run: async (context, { from, to }) => {
    const said = [...(await crosswalkSaid(context)).values()].filter(
      ({ sourceFramework: source, targetFramework: target }) =>
        (source === from && target === to) || (source === to && target === from),
    );
    const people = await context.tx.person.findMany({
      where: { id: { in: said.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    return {
      rows: said.map((one) => {
        const straight = one.sourceFramework === from;
        const relationship = one.relationship as Relationship;
        return {
          fromRef: straight ? one.sourceRef : one.targetRef,
          toRef: straight ? one.targetRef : one.sourceRef,
          relationship: straight ? relationship : turnedRound(relationship),
          reason: one.reason,
          by: nameOf.get(one.createdById) ?? "Plumbline",
          at: one.createdAt.toISOString(),
        };
      }),
      can: { judge: may(context.actor, controlsApprove, await topUnit(context.tx)) },
    };
  },
});
