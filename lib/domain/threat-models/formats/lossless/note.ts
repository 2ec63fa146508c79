import "server-only";
import * as z from "zod";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

const noteShape = z.object({
  /** By field: what the file said when it was written, and what was meant by it. */
  fields: z.record(z.string(), z.object({ written: z.unknown(), meant: z.unknown() })).catch({}),
  /** What other formats said of the same part, by format. */
  kept: z.record(z.string(), z.unknown()).catch({}),
  /** Parts that the format has no place for, by kind. */
  more: z.record(z.string(), z.array(z.unknown())).catch({}),
  /** Objects that stand in the file only because the format asks for something, as kind:id. */
  ignore: z.array(z.string()).catch([]),
});

/**
 * What Plumbline notes beside an object of another format. A field counts only while the file still says what it said when
 * the note was written: what somebody changed with another tool since then wins over the note.
 */
export type Note = z.infer<typeof noteShape>;

const empty: Note = { fields: {}, kept: {}, more: {}, ignore: [] };

/** Returns the note that stands in a file; an empty one where there is none or it cannot be read. */
export function readNote(given: unknown): Note {
  const parsed = noteShape.safeParse(given);
  return parsed.success ? parsed.data : empty;
}

/** Returns a note as it stands in a file, without what is empty; undefined where there is nothing to note. */
export function noteToWrite(note: Partial<Note>): Json | undefined {
  const said = Object.entries(note).filter(([, value]) => Object.keys(value).length > 0);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** Returns where a part means something else than the file says: by field, what is written and what is meant. */
export function differences(meant: object, written: object): Note["fields"] {
  const [whole, told] = [flat(meant), flat(written)];
  const fields = [...new Set([...whole.keys(), ...told.keys()])].toSorted();
  return Object.fromEntries(
    fields.flatMap((field) => {
      const pair = { written: told.get(field) ?? null, meant: whole.get(field) ?? null };
      return same(pair.written, pair.meant) ? [] : [[field, pair]];
    }),
  );
}

/** Returns what is meant by a part as the file tells it. */
export function withMeaning(told: object, noted: Note["fields"]): Json {
  const fields = flat(told);
  for (const [field, { written, meant }] of Object.entries(noted))
    if (same(fields.get(field) ?? null, written ?? null)) fields.set(field, meant ?? null);
  const attributes: Json = {};
  const rest: Json = {};
  for (const [field, value] of fields) {
    const name = field.startsWith(prefix) ? field.slice(prefix.length) : undefined;
    if (name === undefined) rest[field] = value;
    else if (value !== null) attributes[name] = value;
  }
  return "attributes" in told ? { ...rest, attributes } : rest;
}

const prefix = "attributes.";

// Each attribute is a field of its own, so that one that was changed elsewhere leaves the others as they are.
function flat(fields: object): Map<string, unknown> {
  return new Map(
    Object.entries(fields).flatMap(([field, value]): [string, unknown][] =>
      field === "attributes"
        ? Object.entries(value as Json)
            .filter(([, known]) => known !== null && known !== undefined)
            .map(([name, known]) => [`${prefix}${name}`, known])
        : [[field, value]],
    ),
  );
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
