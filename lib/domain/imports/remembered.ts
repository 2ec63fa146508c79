import "server-only";
import { visibleTo } from "@/lib/domain/imports/access";
import { mappingOf } from "@/lib/domain/imports/find-import";
import type { ImportMapping } from "@/lib/domain/imports/schema";
import type { Context } from "@/lib/platform/operation/operation";
import type { ImportField } from "@/lib/platform/register/import-field";

/** How far back among one's imports it is looked. */
const looked = 200;

/** Returns the mapping as the same person last said it for a file with the same headings, in whatever order; else as it was proposed. */
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
  return proposed;
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
