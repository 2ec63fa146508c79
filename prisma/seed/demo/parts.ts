import "server-only";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { storedValues } from "@/lib/domain/inventory/parts/values";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { columnKey } from "@/lib/domain/inventory/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { fieldMeta } from "@/lib/platform/schema/field";
import { dayText } from "@/lib/platform/time/day";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { DemoPart } from "@/prisma/seed/demo/part-shapes";
import { partSince } from "@/prisma/seed/demo/part-since";

/** Creates the parts of every kind and then their links; returns the changes for the audit trail. */
export async function loadParts(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const keeper = ids.person(content.people.find((person) => person.persona === "lead")?.key ?? "");
  const changes: Change[] = [];
  for (const { concept } of partConcepts) {
    const kind: PartKind = parts[concept].kind;
    for (const part of content[concept]) {
      const values = storedValues(kind, written(kind, part, ids, calendar));
      const id = demoId(concept, part.key);
      const links = Object.fromEntries(linksOf(kind, part).map(({ field, toIds }) => [field, toIds]));
      const completeness = completenessOf({ ...values, ...links }, kind.facts);
      const createdAt = calendar.ago(partSince(content, concept, part.key));
      const data = { ...values, id, createdById: keeper, completeness, createdAt };
      const after = await kind.table(tx).create({ data });
      const subject = { type: concept, id, unitId: after.unitId };
      changes.push({ subject, before: null, after: { ...after, ...links } });
    }
  }
  for (const { concept } of partConcepts) {
    for (const part of content[concept]) {
      const from = { fromId: demoId(concept, part.key), unitId: ids.unit(part.unit) };
      const data = linksOf(parts[concept].kind, part).flatMap(({ relation, toIds }) =>
        toIds.map((toId) => ({ ...from, relation, toId })),
      );
      if (data.length > 0) await tx.partLink.createMany({ data });
    }
  }
  return changes;
}

// What a form would have written: ids for keys, days of the calendar for days counted from today.
function written(kind: PartKind, part: DemoPart, ids: Ids, calendar: Calendar): Record<string, unknown> {
  const fields: PartKind["fields"] = kind.fields;
  return Object.fromEntries(
    Object.entries(fields).map(([field, shape]) => {
      const meta = fieldMeta(shape);
      const held = part[columnKey(field)] ?? part[field];
      if (meta.concept === "units") return [field, ids.unit(String(held))];
      if (meta.concept === "people") return [field, ids.personOrNone(held as string | null)];
      if (meta.kind === "date") return [field, dayText(calendar.day(held as Parameters<Calendar["day"]>[0]))];
      return [field, held];
    }),
  );
}

function linksOf(kind: PartKind, part: DemoPart) {
  return linkFields(kind).map(({ field, relation, concept }) => {
    const keys = [part[columnKey(field)] ?? []].flat() as string[];
    return { field, relation, toIds: keys.map((key) => demoId(concept, key)) };
  });
}
