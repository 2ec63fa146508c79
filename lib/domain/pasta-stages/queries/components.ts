import "server-only";
import type { Reading } from "@/lib/domain/pasta-stages/reading";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import type { StoredThreatModel } from "@/lib/platform/database/generated/client";

/** What the inventory knows of an element: who supplies it, which version, which data; null where it says nothing. */
interface Component {
  concept: string;
  recordId: string;
  supplier: string | null;
  release: string | null;
  data: string | null;
}

/** Returns what the inventory knows of the elements that stand for a record which the actor may read, by element. */
export async function componentsOf(
  { tx }: Reading,
  { id: threatModelId, systemId }: StoredThreatModel,
  drawing: Drawing,
): Promise<ReadonlyMap<string, Component>> {
  const drawn = await tx.threatModelPart.findMany({ where: { threatModelId, elementId: { not: "" } } });
  const parts = await tx.part.findMany({
    where: { id: { in: drawn.map(({ partId }) => partId) } },
    select: {
      id: true,
      uses: { where: { relation: "provided-by" }, select: { to: { select: { name: true } } } },
      model: { select: { provider: true, modelVersion: true } },
      dataset: { select: { origin: true, personalData: true } },
      prompt: { select: { promptVersion: true, source: true } },
    },
  });
  const known = new Map(parts.map((part) => [part.id, part]));
  const carried = contentsOf(drawing);
  return new Map(
    drawn.flatMap(({ elementId, concept, partId }): [string, Component][] => {
      const record = { concept, recordId: partId };
      const data = carried.get(elementId) ?? null;
      if (partId === systemId) return [[elementId, { ...record, supplier: null, release: null, data }]];
      const part = known.get(partId);
      if (!part) return [];
      const personal = part.dataset?.personalData;
      const vendor = part.uses
        .map(({ to }) => to?.name)
        .filter(Boolean)
        .join(", ");
      return [
        [
          elementId,
          {
            ...record,
            supplier: vendor || part.model?.provider || part.dataset?.origin || part.prompt?.source || null,
            release: part.model?.modelVersion ?? part.prompt?.promptVersion ?? null,
            data: personal == null ? data : personal ? "personal data" : "no personal data",
          },
        ],
      ];
    }),
  );
}

// What the flows of an element carry, in the words of the drawing.
function contentsOf({ flows }: Drawing): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { from, to, contentClasses } of flows)
    for (const end of [from, to]) {
      if (end === null) continue;
      const words = found.get(end) ?? new Set<string>();
      for (const word of contentClasses) words.add(word.replaceAll("_", " "));
      found.set(end, words);
    }
  return new Map(
    [...found].flatMap(([id, words]): [string, string][] =>
      words.size > 0 ? [[id, [...words].join(", ")]] : [],
    ),
  );
}
