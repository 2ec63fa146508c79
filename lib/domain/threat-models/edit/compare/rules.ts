import { partIds, partOf } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing, Part } from "@/lib/domain/threat-models/edit/schema";

/** In what two drawings of one model are not the same. */
export interface Differences {
  /** The parts that only one of them has. */
  mine: readonly Part[];
  theirs: readonly Part[];
  /** The parts that both have, with something else said of them. */
  changed: readonly { mine: Part; theirs: Part; facts: readonly string[] }[];
  /** Whether the parts they share are drawn in other places. */
  moved: boolean;
}

const words: Readonly<Record<string, string>> = {
  type: "type",
  zoneIds: "zone",
  parent: "zone",
  bidirectional: "direction",
  from: "start",
  to: "end",
  contentClasses: "content",
  outOfScope: "scope",
};

/** Returns in what two drawings differ, in the order in which people go through them. */
export function differences(mine: Drawing, theirs: Drawing): Differences {
  const found = (drawing: Drawing, ids: readonly string[]) => ids.flatMap((id) => partOf(drawing, id) ?? []);
  const [ours, others] = [partIds(mine), partIds(theirs)];
  const [here, there] = [new Set(ours), new Set(others)];
  const shared = ours.filter((id) => there.has(id));
  return {
    mine: found(
      mine,
      ours.filter((id) => !there.has(id)),
    ),
    theirs: found(
      theirs,
      others.filter((id) => !here.has(id)),
    ),
    changed: shared.flatMap((id) => {
      const [one, other] = [partOf(mine, id), partOf(theirs, id)];
      if (!one || !other) return [];
      const facts = factsThatDiffer(one.part, other.part);
      return facts.length === 0 ? [] : [{ mine: one, theirs: other, facts }];
    }),
    moved: shared.some((id) => !alike(mine.positions[id], theirs.positions[id])),
  };
}

function factsThatDiffer(one: Part["part"], other: Part["part"]): string[] {
  const keys = Object.keys({ ...one, ...other }).filter((key) => key !== "attributes");
  const plain = keys.filter((key) => !alike(Reflect.get(one, key), Reflect.get(other, key)));
  const [mine, theirs] = [one, other].map((part) => ("attributes" in part ? part.attributes : {}));
  const asked = Object.keys({ ...mine, ...theirs }).filter(
    (name) => !alike(mine?.[name] ?? null, theirs?.[name] ?? null),
  );
  return [...plain.map((key) => words[key] ?? key), ...asked.map((name) => name.replaceAll("_", " "))];
}

// The order of keys says nothing.
function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
