import "server-only";
import { mappingOf } from "@/lib/domain/imports/find-import";
import { Lookups } from "@/lib/domain/imports/lookups";
import { fillValues } from "@/lib/domain/imports/mapping";
import { targetOf } from "@/lib/domain/imports/targets";
import { Words } from "@/lib/domain/imports/words";
import type { Import } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns all that it takes to read and compare the rows of an import in the running transaction. */
export async function openPlanning(context: Context, of: Pick<Import, "concept" | "unitId" | "mapping">) {
  const target = targetOf(of.concept);
  const session = await target.open(context);
  const { columns, fill, words } = mappingOf(of);
  const byKey = new Map(session.fields.map((field) => [field.key, field]));
  const lookups = new Lookups(context);
  const feeds = columns.map(({ field }) =>
    field === null ? null : field === "ref" ? "ref" : (byKey.get(field) ?? null),
  );
  return {
    target,
    session,
    actor: context.actor,
    unitId: of.unitId,
    fill: fillValues(session.fields, fill),
    nameOf: lookups.nameOf,
    met: new Map<string, number>(),
    reading: { columns: feeds, letter: target.letter, lookups, words: new Words(words) },
  };
}
