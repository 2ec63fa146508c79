import "server-only";
import { createHash } from "node:crypto";
import { importsRun, visibleTo } from "@/lib/domain/imports/access";
import { mappingOf } from "@/lib/domain/imports/find-import";
import { type ImportMapping, importMapping } from "@/lib/domain/imports/schema";
import { unitsWithAndAbove } from "@/lib/domain/organization/units/access";
import type { Import } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { ImportField } from "@/lib/platform/register/import-field";

/** How far back among one's imports it is looked. */
const looked = 200;

/**
 * Returns the mapping as the same person last said it for a file with the same headings, in whatever order; else as such a
 * file was last applied by anybody in the units where they may import, or above; else as it was proposed.
 */
export async function recall(
  context: Context,
  concept: string,
  fields: readonly ImportField[],
  proposed: ImportMapping,
): Promise<ImportMapping> {
  const earlier = await context.tx.import.findMany({
    where: { AND: [{ concept, mapping: { path: ["chosen"], equals: true } }, visibleTo(context)] },
    orderBy: { createdAt: "desc" },
    take: looked,
    select: { mapping: true, fileName: true },
  });
  const wanted = headingsOf(proposed);
  for (const { mapping, fileName } of earlier) {
    const said = mappingOf({ mapping });
    if (headingsOf(said) === wanted) return { ...fitted(said, proposed, fields), remembered: fileName };
  }
  const { above } = await unitsWithAndAbove(context, importsRun);
  const shared = await context.tx.importMapping.findFirst({
    where: { concept, headings: digestOf(proposed), unitId: { in: above } },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
  });
  if (!shared) return proposed;
  const by = await context.tx.person.findUnique({ where: { id: shared.setById }, select: { name: true } });
  const own = shared.setById === context.actor.personId;
  return {
    ...fitted(importMapping.parse(shared.mapping), proposed, fields),
    remembered: shared.fileName,
    ...(own ? {} : { rememberedBy: by?.name ?? "somebody" }),
  };
}

/** Keeps how a file was read that is applied, for whoever comes with the same headings; no value of the file is kept. */
export async function share({ tx, actor, units }: Context, applied: Import): Promise<void> {
  const { unitId, concept, fileName } = applied;
  const setById = actor.personId;
  if (setById === null || !units.includes(unitId)) return;
  const said = mappingOf(applied);
  const columns = said.columns.map(({ heading, field }) => ({ heading, field, sample: "" }));
  const mapping = { columns, words: said.words, fill: said.fill, chosen: true };
  const headings = digestOf(said);
  await tx.importMapping.upsert({
    where: { unitId_concept_headings: { unitId, concept, headings } },
    create: { unitId, concept, headings, mapping, fileName, setById },
    update: { mapping, fileName, setById, version: { increment: 1 } },
  });
}

function digestOf(mapping: ImportMapping): string {
  return createHash("sha256").update(headingsOf(mapping)).digest("hex");
}

function headingsOf({ columns }: ImportMapping): string {
  return JSON.stringify(columns.map(({ heading }) => heading).sort());
}

// The organisation may have changed its fields since; what is gone is not offered.
function fitted(said: ImportMapping, proposed: ImportMapping, fields: readonly ImportField[]): ImportMapping {
  const known = new Set(["ref", ...fields.map(({ key }) => key)]);
  const feeds = new Map(said.columns.map(({ heading, field }) => [heading, field]));
  const columns = proposed.columns.map((column) => {
    const field = feeds.get(column.heading) ?? null;
    if (field === column.field || (field !== null && !known.has(field))) return column;
    return { heading: column.heading, sample: column.sample, field };
  });
  const words = Object.fromEntries(Object.entries(said.words).filter(([key]) => known.has(key)));
  const fill = Object.fromEntries(Object.entries(said.fill).filter(([key]) => known.has(key)));
  return { columns, fill, words, chosen: true };
}
