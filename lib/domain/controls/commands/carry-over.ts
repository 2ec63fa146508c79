import "server-only";
import * as z from "zod";
import { controlsApprove } from "@/lib/domain/controls/access";
import { findingFields } from "@/lib/domain/controls/coverage/schema";
import { carryMappings } from "@/lib/domain/controls/own/commands/carry-mappings";
import { crosswalkSaid } from "@/lib/domain/controls/queries/coverage-ground";
import { carryTexts } from "@/lib/domain/frameworks/licensed/commands";
import { renumberedInForce } from "@/lib/domain/frameworks/versions/queries/renumbered";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

type Moves = ReadonlyMap<string, string>;

interface Carrying {
  context: Context;
  framework: string;
  moves: Moves;
  /** Returns the reason of what was said, with why it holds of the new number. */
  why(reason: string, was: string): string;
}

/** The longest reason that is kept; what was said comes first. */
const longest = 2_000;

/**
 * Says of renumbered requirements what was said of them under their old references: findings, exclusions, and words on the
 * crosswalk, in the units where the actor may judge. What was said already of a new reference there stays, and so does what
 * was said of the old one. Mappings of own controls and licensed texts follow, where the actor may change these. Returns how
 * many of each were carried over.
 */
export const carryOver = command({
  name: "coverage.carryOver",
  summary: "Carry what was said of renumbered requirements over to their new references",
  permission: controlsApprove,
  // Licensed texts lie where nothing else reaches them.
  secrets: true,
  timeoutMs: 60_000,
  input: z.strictObject({ framework: z.string().max(60), reason: findingFields.reason }),
  run: async (context, { framework, reason }) => {
    const moves = await renumberedInForce(context, framework);
    if (moves.size === 0)
      throw new Conflict("The version in force numbers no requirement otherwise than those before it.");
    const why = (said: string, was: string) => `${said} (Said of ${was}; ${reason})`.slice(0, longest);
    const carrying = { context, framework, moves, why };
    const [findings, exclusions, crosswalk] = [
      await carryFindings(carrying),
      await carryExclusions(carrying),
      await carryCrosswalk(carrying),
    ];
    const controls = await carryMappings(context, framework, moves);
    const texts = await carryTexts(context, framework, moves);
    return {
      result: {
        ...{ findings: findings.length, exclusions: exclusions.length, crosswalk: crosswalk.length },
        ...{ controls: controls.length, texts: texts.count },
      },
      changes: [...findings, ...exclusions, ...crosswalk, ...controls, ...texts.changes],
    };
  },
});

const made = (type: string, after: { id: string; unitId: string }): Change => ({
  subject: { type, id: after.id, unitId: after.unitId },
  before: null,
  after,
});

async function carryFindings({ context, framework, moves, why }: Carrying): Promise<Change[]> {
  const { tx, units, actor } = context;
  const found = await tx.requirementFinding.findMany({
    where: { framework, ref: { in: [...moves.keys(), ...moves.values()] }, unitId: { in: [...units] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const placed = (one: { unitId: string; systemId: string | null }, ref: string) =>
    `${one.unitId} ${one.systemId} ${ref}`;
  const newest = new Map(found.map((one) => [placed(one, one.ref), one]));
  const wanted = [...newest.values()].flatMap((one) => {
    const ref = moves.get(one.ref);
    if (ref === undefined || one.verdict === "open" || newest.has(placed(one, ref))) return [];
    const { unitId, systemId, verdict, controlIds, reason } = one;
    return [{ framework, ref, unitId, systemId, verdict, controlIds, reason: why(reason, one.ref) }];
  });
  const kept = await tx.requirementFinding.createManyAndReturn({
    data: wanted.map((one) => ({ ...one, createdById: authorOf(actor) })),
  });
  return kept.map((one) => made("requirement-findings", one));
}

async function carryExclusions({ context, framework, moves, why }: Carrying): Promise<Change[]> {
  const { tx, units, actor } = context;
  const found = await tx.statementDeviation.findMany({
    where: { framework, removedAt: null, unitId: { in: [...units] } },
  });
  const held = new Set(found.map(({ unitId, ref }) => `${unitId} ${ref}`));
  const wanted = found.flatMap(({ unitId, ref: was, reason }) => {
    const ref = moves.get(was);
    return ref === undefined || held.has(`${unitId} ${ref}`)
      ? []
      : [{ framework, ref, unitId, reason: why(reason, was), createdById: authorOf(actor) }];
  });
  const kept = await tx.statementDeviation.createManyAndReturn({ data: wanted });
  return kept.map((one) => made("statements", one));
}

// The crosswalk is the whole organisation's: only from its top.
async function carryCrosswalk({ context, framework, moves, why }: Carrying): Promise<Change[]> {
  const { tx, units, actor } = context;
  const top = await topUnit(tx);
  if (actor.kind !== "system" && !units.includes(top)) return [];
  const said = await crosswalkSaid(context);
  const moved = (key: string, ref: string) => (key === framework ? (moves.get(ref) ?? ref) : ref);
  const wanted = [...said.values()].flatMap((one) => {
    const [sourceRef, targetRef] = [
      moved(one.sourceFramework, one.sourceRef),
      moved(one.targetFramework, one.targetRef),
    ];
    const same = sourceRef === one.sourceRef && targetRef === one.targetRef;
    const { sourceFramework, targetFramework, relationship, reason } = one;
    if (same || said.has(`${sourceFramework}:${sourceRef} > ${targetFramework}:${targetRef}`)) return [];
    const was = sourceRef === one.sourceRef ? one.targetRef : one.sourceRef;
    const row = { sourceFramework, sourceRef, targetFramework, targetRef, relationship };
    return [{ ...row, reason: why(reason, was), createdById: authorOf(actor) }];
  });
  const kept = await tx.crosswalkFinding.createManyAndReturn({ data: wanted });
  return kept.map((one) => made("crosswalk-findings", { ...one, unitId: top }));
}
