import "server-only";
import * as z from "zod";
import { frameworksEdit, frameworksRead } from "@/lib/domain/frameworks/access";
import {
  frameworkOf,
  frameworksInForce,
  linesOf,
  versionsInForce,
} from "@/lib/domain/frameworks/queries/in-force";
import { treeOf } from "@/lib/domain/frameworks/tree";
import { findVersion, readableHere, type VersionHead } from "@/lib/domain/frameworks/versions/find";
import { changesBetween, stateOf } from "@/lib/domain/frameworks/versions/rules";
import { columnChoice } from "@/lib/domain/frameworks/versions/schema";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { type Context, query } from "@/lib/platform/operation/operation";

const columnsKept = z.object({ headings: z.array(z.string()), chosen: columnChoice });

/** The versions of imported frameworks, the newest first: drafts, those in force and those before. */
export const listVersions = query({
  name: "framework-versions.list",
  summary: "The imported frameworks with their versions",
  permission: frameworksRead,
  input: z.strictObject({ key: z.string().max(60).optional() }),
  run: async (context, { key }) => {
    const { tx, actor } = context;
    const found = await tx.frameworkVersion.findMany({
      where: { AND: [key === undefined ? {} : { key }, await readableHere(context)] },
      omit: { lines: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    const latest = await versionsInForce(tx);
    const nameOf = await peopleOf(context, found);
    return {
      rows: found.map((one) => rowOf(one, latest, nameOf)),
      can: { import: may(actor, frameworksEdit, await topUnit(tx)) },
    };
  },
});

/** One version of an imported framework: its lines as a tree, and what it changes beside the version in force, or before it. */
export const getVersion = query({
  name: "framework-versions.get",
  summary: "One version of an imported framework, and what it changes",
  permission: frameworksRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  timeoutMs: 30_000,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const found = await findVersion(context, id);
    const latest = await versionsInForce(tx);
    const row = rowOf(found, latest, await peopleOf(context, [found]));
    const framework = await frameworkOf(tx, found);
    const earlier = await earlierThan(context, found);
    const draft = row.state === "draft" && may(actor, frameworksEdit, found.unitId);
    const columns = columnsKept.safeParse(found.columns);
    return {
      ...row,
      version: found.version,
      columns: columns.success ? columns.data : null,
      tree: treeOf(framework, await frameworksInForce(tx), []).tree,
      earlier: earlier && { id: earlier.id, edition: earlier.edition },
      changes: earlier && changesBetween(await linesOf(tx, earlier.id), await linesOf(tx, id)),
      can: {
        apply: draft,
        discard: draft,
        withdraw: row.state === "in-force" && may(actor, frameworksEdit, found.unitId),
      },
    };
  },
});

// For a draft the version in force; for one that was, the version before it.
function earlierThan({ tx }: Context, { id, key, appliedAt }: VersionHead) {
  return tx.frameworkVersion.findFirst({
    where: { key, id: { not: id }, appliedAt: appliedAt ? { lt: appliedAt } : { not: null } },
    orderBy: [{ appliedAt: "desc" }, { id: "desc" }],
    select: { id: true, edition: true },
  });
}

async function peopleOf({ tx }: Context, found: readonly VersionHead[]) {
  const people = await tx.person.findMany({
    where: { id: { in: found.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

function rowOf(one: VersionHead, latest: ReadonlyMap<string, string>, nameOf: ReadonlyMap<string, string>) {
  const { id, key, name, edition, publisher, rights, source, format, fileName, sha256 } = one;
  return {
    ...{ id, key, name, edition, publisher, rights, source, format, fileName, sha256 },
    ...{
      lineCount: one.lineCount,
      toFulfil: one.toFulfil,
      warnings: z.array(z.string()).parse(one.warnings),
    },
    state: stateOf(one, latest.get(key) ?? null),
    by: nameOf.get(one.createdById) ?? "Plumbline",
    at: one.createdAt.toISOString(),
    appliedAt: one.appliedAt?.toISOString() ?? null,
  };
}
