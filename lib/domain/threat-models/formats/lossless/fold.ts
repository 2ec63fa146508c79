import "server-only";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

/** Where a part stood in what is kept: its kind and id, to be put back from the part itself. */
const place = "plumbline:part";

/** Returns a copy of what a file says in which every other part is only named, so that nothing is kept twice. */
export function fold(whole: Json, names: ReadonlyMap<unknown, string>): Json {
  const walk = (value: unknown, top: boolean): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const name = top ? undefined : names.get(value);
    if (name !== undefined) return { [place]: name };
    if (Array.isArray(value)) return value.map((one) => walk(one, false));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, false)]));
  };
  return walk(whole, true) as Json;
}

/**
 * Returns what was kept with its parts put back, each a copy of its own that `found` names; parts that the model no longer
 * has are left out. A part that is named twice is put back once.
 */
export function unfold(folded: Json, parts: ReadonlyMap<string, Json>, found: Map<string, Json>): Json {
  const partAt = (value: unknown): string | undefined => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const name = (value as Json)[place];
    return typeof name === "string" ? name : undefined;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value))
      return value.flatMap((one) => {
        const name = partAt(one);
        if (name === undefined) return [walk(one)];
        const part = parts.get(name);
        if (!part || found.has(name)) return [];
        // Named before it is walked, so that a part within itself cannot go round for ever.
        const copy: Json = {};
        found.set(name, copy);
        return [Object.assign(copy, walk(part))];
      });
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => partAt(one) === undefined)
        .map(([key, one]) => [key, walk(one)]),
    );
  };
  return walk(folded) as Json;
}
