import "server-only";
import * as z from "zod";
import { frameworksEdit, frameworksRead } from "@/lib/domain/frameworks/access";
import { findSet } from "@/lib/domain/frameworks/mappings/find";
import { rowsOf, setsInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { readableHere } from "@/lib/domain/frameworks/versions/find";
import { stateOf } from "@/lib/domain/frameworks/versions/rules";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import type { CrosswalkSet } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** The imported sets of mappings between frameworks, the newest first. */
export const listMappings = query({
  name: "crosswalk-sets.list",
  summary: "The imported mappings between frameworks",
  permission: frameworksRead,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, actor } = context;
    const found = await tx.crosswalkSet.findMany({
      where: await readableHere(context),
      omit: { rows: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    return {
      rows: await headsOf(context, found),
      can: { import: may(actor, frameworksEdit, await topUnit(tx)) },
    };
  },
});

/** One imported set of mappings with its rows, and what was left out of its file. */
export const getMappings = query({
  name: "crosswalk-sets.get",
  summary: "One imported set of mappings with its rows",
  permission: frameworksRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const found = await findSet(context, id);
    const [head] = await headsOf(context, [found]);
    if (!head) throw new NotFound();
    const all = await frameworksInForce(context.tx);
    const titles = new Map(
      all.flatMap(({ requirements }) => requirements.map(({ key, title }) => [key, title])),
    );
    const named = ({ framework, ref }: { framework: string; ref: string }) => ({
      ref,
      /** Null where the framework no longer has it. */
      title: titles.get(`${framework}:${ref}`) ?? null,
    });
    const edit = may(context.actor, frameworksEdit, found.unitId);
    return {
      ...head,
      version: found.version,
      warnings: z.array(z.string()).parse(found.warnings),
      mappings: rowsOf(found).map(({ source, target, relationship, confidence, note }) => ({
        ...{ from: named(source), to: named(target), relationship, confidence, note },
      })),
      can: {
        apply: edit && head.state === "draft",
        discard: edit && head.state === "draft",
        withdraw: edit && head.state === "in-force",
      },
    };
  },
});

async function headsOf({ tx }: Context, found: readonly Omit<CrosswalkSet, "rows">[]) {
  const inForce = new Set(await setsInForce(tx));
  const names = new Map((await frameworksInForce(tx)).map(({ key, name }) => [key, name]));
  const people = await tx.person.findMany({
    where: { id: { in: found.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return found.map((one) => ({
    ...{ id: one.id, name: one.name, basis: one.basis, statedBy: one.statedBy, rights: one.rights },
    ...{ fileName: one.fileName, sha256: one.sha256, rowCount: one.rowCount },
    from: { key: one.sourceFramework, name: names.get(one.sourceFramework) ?? one.sourceFramework },
    to: { key: one.targetFramework, name: names.get(one.targetFramework) ?? one.targetFramework },
    state: stateOf(one, inForce.has(one.id) ? one.id : null),
    by: nameOf.get(one.createdById) ?? "Plumbline",
    at: one.createdAt.toISOString(),
  }));
}
