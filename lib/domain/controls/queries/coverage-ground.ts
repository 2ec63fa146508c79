import "server-only";
import {
  type Carrier,
  type ControlHere,
  type Covered,
  coverageOf,
  type Finding,
} from "@/lib/domain/controls/coverage/rules";
import { controlsHeld } from "@/lib/domain/controls/queries/controls-held";
import { crosswalkInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { turnedRound } from "@/lib/domain/frameworks/rules";
import type { Framework, Relationship } from "@/lib/domain/frameworks/schema";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { depthOf, idsOnPath } from "@/lib/domain/organization/units/rules";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Reading = Pick<Context, "tx" | "actor" | "units" | "now">;

/** Where coverage is asked for. */
export interface Place {
  unit: { id: string; name: string; path: string };
  system: { id: string; name: string } | null;
}

/** Returns the place that is asked for, the highest unit of the actor where none is named; throws NotFound outside their scope. */
export async function placeOf(
  { tx, actor, units }: Reading,
  asked: { unitId?: string | undefined; systemId?: string | undefined },
): Promise<Place> {
  if (asked.unitId !== undefined && actor.kind !== "system" && !units.includes(asked.unitId))
    throw new NotFound();
  if (asked.systemId !== undefined) {
    const system = await tx.system.findFirst({
      where: { AND: [{ id: asked.systemId }, visibleSystems(actor)] },
      select: { id: true, name: true, unit: { select: { id: true, name: true, path: true } } },
    });
    if (!system) throw new NotFound();
    return { unit: system.unit, system: { id: system.id, name: system.name } };
  }
  const found = await tx.unit.findMany({
    where: {
      AND: [
        asked.unitId === undefined ? {} : { id: asked.unitId },
        actor.kind === "system" ? {} : { id: { in: [...units] } },
      ],
    },
    select: { id: true, name: true, path: true },
  });
  const [unit] = found.sort((a, b) => depthOf(a.path) - depthOf(b.path) || a.name.localeCompare(b.name));
  if (!unit) throw new NotFound();
  return { unit, system: null };
}

/** One place at which every requirement is judged: an AI system, or the unit itself where it has none. */
export interface Spot {
  systemId: string | null;
  name: string;
  controls: readonly ControlHere[];
  covered: ReadonlyMap<string, Covered>;
}

const frameworkOf = (key: string) => key.slice(0, key.indexOf(":"));

/** Returns the keys of a framework's requirements that can be fulfilled. */
export function keysOf({ requirements }: Framework): string[] {
  return requirements.filter(({ assessable }) => assessable).map(({ key }) => key);
}

/**
 * Returns how far the requirements of these frameworks are covered at each spot of a place: at the system, or at every AI
 * system of the unit and below that is not retired. What holds for a whole unit above counts at each of them.
 */
export async function spotsOf(
  context: Reading,
  place: Place,
  frameworks: readonly Framework[],
  ground: Promise<Ground> | Ground = readGround(context),
): Promise<Spot[]> {
  const { tx, actor } = context;
  const systems = place.system
    ? await tx.system.findMany({
        where: { id: place.system.id },
        select: { id: true, name: true, unit: { select: { path: true } } },
      })
    : await tx.system.findMany({
        where: {
          AND: [
            visibleSystems(actor),
            { stage: { not: "retired" }, unit: { path: { startsWith: place.unit.path } } },
          ],
        },
        select: { id: true, name: true, unit: { select: { path: true } } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
  const spots = systems.map(({ id, name, unit }) => ({
    systemId: id as string | null,
    name,
    path: unit.path,
  }));
  if (spots.length === 0) spots.push({ systemId: null, name: place.unit.name, path: place.unit.path });
  const { held, findings, carriers, excluded, nameOf } = await ground;
  const keys = frameworks.flatMap(keysOf);
  return spots.map(({ systemId, name, path }) => {
    const above = new Set(idsOnPath(path));
    const here = <H extends { systemId: string | null; unitId: string }>(one: H) =>
      one.systemId === null ? above.has(one.unitId) : one.systemId === systemId;
    const controls = held.filter(here);
    const around = {
      controls,
      findings: findings.filter(here),
      carriers,
      excluded: new Map(excluded.filter(here).map(({ key, reason }) => [key, reason])),
      nameOf,
    };
    return { systemId, name, controls, covered: coverageOf(keys, around) };
  });
}

/** Returns what coverage rests on in all that the actor may read; who judges several places reads it once. */
export async function readGround(context: Reading) {
  const [held, findings, carriers, excluded] = await Promise.all([
    controlsHeld(context),
    findingsHeld(context),
    carriersNow(context),
    deviationsHeld(context),
  ]);
  const names = new Map((await frameworksInForce(context.tx)).map(({ key, name }) => [key, name]));
  const nameOf = (key: string) =>
    `${names.get(frameworkOf(key)) ?? frameworkOf(key)} ${key.slice(key.indexOf(":") + 1)}`;
  return { held, findings, carriers, excluded, nameOf };
}

type Ground = Awaited<ReturnType<typeof readGround>>;

async function findingsHeld({
  tx,
}: Reading): Promise<(Finding & { unitId: string; systemId: string | null })[]> {
  const found = await tx.requirementFinding.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(found.map(({ createdById }) => createdById))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return found.map(({ framework, ref, verdict, reason, controlIds, createdById, unitId, systemId }) => ({
    ...{ unitId, systemId, verdict, reason, controlIds },
    key: `${framework}:${ref}`,
    by: nameOf.get(createdById) ?? "Plumbline",
  }));
}

async function deviationsHeld({ tx }: Reading) {
  const found = await tx.statementDeviation.findMany({ where: { removedAt: null } });
  return found.map(({ unitId, framework, ref, reason }) => ({
    ...{ unitId, systemId: null, reason },
    key: `${framework}:${ref}`,
  }));
}

/** Returns what people have said of the rows of the crosswalk, the newest of each, by both ends. */
export async function crosswalkSaid({ tx }: Pick<Context, "tx">) {
  const found = await tx.crosswalkFinding.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  const said = new Map<string, (typeof found)[number]>();
  for (const one of found) {
    const key = rowKey(`${one.sourceFramework}:${one.sourceRef}`, `${one.targetFramework}:${one.targetRef}`);
    if (!said.has(key)) said.set(key, one);
  }
  return said;
}

/** Returns the key of a row by its two ends. */
function rowKey(source: string, target: string): string {
  return `${source} > ${target}`;
}

// Published rows as they are printed; those of our own judgement only as a person has said, until then as related.
async function carriersNow(context: Reading): Promise<Carrier[]> {
  const said = await crosswalkSaid(context);
  return (await crosswalkInForce(context.tx)).flatMap(({ source, target, relationship, basis }) => {
    const [from, to] = [`${source.framework}:${source.ref}`, `${target.framework}:${target.ref}`];
    const finding = said.get(rowKey(from, to));
    const held = finding
      ? (finding.relationship as Relationship)
      : basis === "published"
        ? relationship
        : "intersects";
    return [
      { from, to, relationship: held },
      { from: to, to: from, relationship: turnedRound(held) },
    ];
  });
}
