import "server-only";
import type { Kind } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

/** The format takes keys of its own only; what others add stands in one place, named like an address of theirs. */
const ours = "plumbline.example/ns/threat-model";
const lists = ["trust_zones", "actors", "components", "data_stores", "data_flows", "threats"] as const;

/** Returns what is noted of an object, or of the whole file. */
export function noteIn(document: Json, kind: Kind | "model", raw: Json): unknown {
  return notesOf(document)?.[keyOf(document, kind, raw)];
}

/** Notes something of an object, or takes the note away; what is empty then does not stay. */
export function setNoteIn(document: Json, kind: Kind | "model", raw: Json, note: Json | undefined): void {
  const notes = notesOf(document);
  const key = keyOf(document, kind, raw);
  if (note) {
    const extensions = (document["extensions"] ?? {}) as Json;
    document["extensions"] = { ...extensions, [ours]: Object.assign(notes ?? {}, { [key]: note }) };
    return;
  }
  if (!notes || !(key in notes)) return;
  delete notes[key];
  if (Object.keys(notes).length > 0) return;
  const { [ours]: _gone, ...rest } = document["extensions"] as Json;
  if (Object.keys(rest).length > 0) document["extensions"] = rest;
  else delete document["extensions"];
}

function notesOf(document: Json): Json | undefined {
  const found = (document["extensions"] as Json | null | undefined)?.[ours];
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Json) : undefined;
}

const known = new WeakMap<Json, Map<Json, string>>();

function keyOf(document: Json, kind: Kind | "model", raw: Json): string {
  if (kind === "model") return "model";
  const found = known.get(document)?.get(raw);
  if (found !== undefined) return found;
  const keys = keysOf(document);
  known.set(document, keys);
  return keys.get(raw) ?? `${kind}/`;
}

// By list and symbolic name; a name that a list has twice is counted.
function keysOf(document: Json): Map<Json, string> {
  const keys = new Map<Json, string>();
  const counts = new Map<string, number>();
  for (const list of lists)
    for (const one of (document[list] ?? []) as Json[]) {
      const key = `${list}/${one["symbolic_name"]}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      keys.set(one, count === 1 ? key : `${key}/${count}`);
    }
  return keys;
}
