import "server-only";
import * as z from "zod";
import { citeInTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { type Citing, citedKey, columnOf } from "@/lib/domain/taxonomy/citations";
import { type Editions, editionsKnown, type Successor } from "@/lib/domain/taxonomy/editions";
import { proposals } from "@/lib/domain/taxonomy/queries";
import { moveFields, moveLimits } from "@/lib/domain/taxonomy/schema";
import { threatModelsWrite, threatRulesWrite } from "@/lib/domain/threat-models/access";
import { citeInRule, citeInThreat } from "@/lib/domain/threat-models/commands/cite-otherwise";
import { namesOf } from "@/lib/domain/threat-models/queries/source-names";
import type { Cited } from "@/lib/domain/threat-models/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { TaxonomyMove } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const where = { threatModelId: z.uuid({ error: "Is not the id of a threat model." }).optional() };

/**
 * Confirms that what cites these ids of an older edition cites what the newer one has in their place, or another id of it
 * that is named; all in one step, so that no number is moved twice. Every move is kept with what was cited before.
 */
export const confirmMoves = command({
  name: "taxonomy.confirm",
  summary: "Cite ids of the newer edition in the place of older ones",
  permission: threatModelsWrite,
  input: z.strictObject({ ...moveFields, ...where, toId: z.string().trim().min(1).max(80).optional() }),
  timeoutMs: 120_000,
  run: async (context, { toId, ...asked }) => {
    const editions = await editionsKnown(context.tx);
    if (toId !== undefined && asked.items.length > 1)
      throw new Invalid([{ path: "toId", message: "Name another id for one id at a time." }]);
    return move(context, asked, true, (cited, to) =>
      toId === undefined ? to : named(editions, cited, toId),
    );
  },
});

/** Refuses what is proposed: what cites these ids goes on doing so, and is not asked again until a still newer edition. */
export const refuseMoves = command({
  name: "taxonomy.refuse",
  summary: "Go on citing ids of an older edition",
  permission: threatModelsWrite,
  input: z.strictObject({ ...moveFields, ...where }),
  timeoutMs: 120_000,
  run: (context, asked) => move(context, asked, false, (_cited, to) => to),
});

function named(editions: Editions, cited: Cited, id: string): Successor {
  const newest = editions.newestFor(cited);
  const name = newest?.names.get(id);
  if (!newest || name === undefined)
    throw new Invalid([
      {
        path: "toId",
        message: newest
          ? `${newest.framework} ${newest.edition} has no "${id}". Write an id that it has.`
          : "No newer edition of this list is known.",
      },
    ]);
  const { framework, edition } = newest;
  return { framework, edition, id, name, change: "renumbered", basis: "Chosen by a person" };
}

interface Asked {
  items: readonly Cited[];
  reason: string;
  threatModelId?: string | undefined;
}

async function move(
  context: Context,
  { items, reason, threatModelId }: Asked,
  confirmed: boolean,
  towards: (cited: Cited, to: Successor) => Successor,
) {
  const wanted = new Set(items.map(citedKey));
  const found = (await proposals(context, threatModelId)).filter(({ cited }) => wanted.has(citedKey(cited)));
  const mine = found.filter(({ citing }) => mayMove(context, citing));
  if (found.length === 0)
    throw new Conflict(
      "Nothing cites these ids any more, or somebody decided on them. Look at the list again.",
    );
  if (mine.length === 0)
    throw new Conflict("What cites these ids belongs to units where you may not change it. Ask them.");
  const records = Map.groupBy(mine, ({ citing }) => citing.record.id);
  if (records.size > moveLimits.records)
    throw new Invalid([
      {
        path: "items",
        message: `${records.size} records cite them, more than ${moveLimits.records}. Do it threat model by threat model.`,
      },
    ]);
  const moves = await context.tx.taxonomyMove.createManyAndReturn({
    data: mine.map(({ citing, cited, to }) =>
      moveData(citing, cited, towards(cited, to), confirmed, reason, context),
    ),
  });
  const changes = moves.map(moveChange);
  if (confirmed) changes.push(...(await cite(context, [...records.values()], moves)));
  const count = (kind: Citing["kind"]) =>
    [...records.values()].filter(([one]) => one?.citing.kind === kind).length;
  return {
    result: {
      ...{ threats: count("threat"), rules: count("rule"), trees: count("tree") },
      left: new Set(found.map(({ citing }) => citing.record.id)).size - records.size,
    },
    changes,
  };
}

function mayMove({ actor }: Context, { kind, record }: Citing): boolean {
  return may(actor, kind === "rule" ? threatRulesWrite : threatModelsWrite, record.unitId);
}

function moveData(
  citing: Citing,
  cited: Cited,
  to: Successor,
  confirmed: boolean,
  reason: string,
  { actor }: Context,
) {
  return {
    ...columnOf(citing),
    unitId: citing.record.unitId,
    ...{ fromFramework: cited.framework, fromEdition: cited.edition, fromId: cited.id },
    fromName: namesOf([cited])[0] ?? cited.id,
    ...{ toFramework: to.framework, toEdition: to.edition, toId: to.id, toName: to.name },
    ...{ confirmed, reason, createdById: authorOf(actor) },
  };
}

function moveChange(after: TaxonomyMove): Change {
  return { subject: { type: "taxonomy-moves", id: after.id, unitId: after.unitId }, before: null, after };
}

async function cite(
  context: Context,
  records: readonly (readonly { citing: Citing }[])[],
  moves: readonly TaxonomyMove[],
): Promise<Change[]> {
  const citing = records.flatMap(([first]) => (first ? [first.citing] : []));
  const of = Map.groupBy(moves, ({ threatId, ruleId, treeId }) => threatId ?? ruleId ?? treeId ?? "");
  const threats = await context.tx.threat.findMany({
    where: { id: { in: citing.flatMap(({ kind, record }) => (kind === "threat" ? [record.id] : [])) } },
    orderBy: { number: "asc" },
  });
  const changes: Change[] = [];
  for (const threat of threats) changes.push(await citeInThreat(context, threat, of.get(threat.id) ?? []));
  for (const { kind, record } of citing) {
    const own = of.get(record.id) ?? [];
    if (kind === "rule") changes.push(await citeInRule(context, record, own));
    if (kind === "tree") changes.push(await citeInTree(context, record, own));
  }
  return changes;
}
