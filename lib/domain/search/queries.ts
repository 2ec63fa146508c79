import "server-only";
import * as z from "zod";
import { searchUse } from "@/lib/domain/search/access";
import { isReference, longestQuery, tsQueryOf, wordsIn } from "@/lib/domain/search/rules";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { type Context, query } from "@/lib/platform/operation/operation";
import {
  type FoundRecord,
  findRecords,
  foundKinds,
  hrefOf,
  soughtKinds,
} from "@/lib/platform/registry/contributions";
import { plain } from "@/lib/platform/text/plain";

/** How many records are read again before they are shown; whoever wants more says more words. */
const mostRead = 300;

const whole = (label: string) =>
  z.coerce.number({ error: `${label} is not a number.` }).int({ error: `${label} is not a whole number.` });

/** Records and requirements with these words that the actor may see, the best first, with how many there are of each kind. */
export const searchRecords = query({
  name: "search.records",
  summary: "Search all records by their words or reference",
  permission: searchUse,
  input: z.strictObject({
    q: z
      .string({ error: "Say with ?q= what to look for." })
      .max(longestQuery, `Is longer than ${longestQuery} characters. Search for fewer words.`),
    kinds: z.string().max(500).optional(),
    limit: whole("limit").min(1, "Ask for at least 1.").max(100, "Ask for at most 100.").default(20),
  }),
  run: async (context, { q, kinds, limit }) => {
    const asked = tsQueryOf(q);
    const wanted = kinds === undefined ? null : new Set(kinds.split(","));
    const readable = foundKinds().filter(({ read }) => mayAnywhere(context.actor, read));
    if (asked === null) return { results: [], kinds: [], more: false };
    const names = readable.map(({ type }) => type);
    const found = await context.tx.$queryRaw<{ subjectId: string; subjectType: string }[]>`
      select "recordId"::text as "subjectId", kind as "subjectType"
      from search_records(${asked}, ${names}::text[], ${mostRead + 1})`;
    // Both walls of each record decide anew.
    const visible = await findRecords(context, found, readable);
    const records = found.flatMap(({ subjectId }) => visible.get(subjectId) ?? []);
    const { named, others } = await soughtIn(context, q);
    const ordered = [...named, ...records, ...others];
    const shown = ordered.filter(({ kind }) => wanted === null || wanted.has(kind.type));
    const units = await context.tx.unit.findMany({
      where: { id: { in: [...new Set(shown.slice(0, limit).map(({ unitId }) => unitId))] } },
      select: { id: true, name: true },
    });
    const unitName = new Map(units.map(({ id, name }) => [id, name]));
    return {
      results: shown.slice(0, limit).map(({ kind, ...record }) => ({
        id: record.id,
        ref: record.ref,
        name: record.name,
        kind: kind.type,
        one: kind.one,
        unit: unitName.get(record.unitId) ?? "",
        href: hrefOf(kind, record),
      })),
      kinds: [...readable, ...soughtKinds()].flatMap(({ type, one }) => {
        const count = ordered.filter(({ kind }) => kind.type === type).length;
        return count === 0 ? [] : [{ kind: type, one, count }];
      }),
      /** There are more than were read: more words find them. */
      more: found.length > mostRead || shown.length > limit,
    };
  },
});

// What is called just so comes before the records, and what merely holds the words after them; a reference means its record.
async function soughtIn(context: Context, q: string) {
  const sought: (FoundRecord & { kind: { type: string; one: string } })[] = [];
  for (const kind of soughtKinds())
    if (mayAnywhere(context.actor, kind.read))
      for (const one of await kind.find(context, wordsIn(q))) sought.push({ ...one, kind });
  const isNamed = ({ ref }: FoundRecord) => plain(ref).trim() === plain(q).trim();
  return {
    named: sought.filter(isNamed),
    others: isReference(q) ? [] : sought.filter((one) => !isNamed(one)),
  };
}
