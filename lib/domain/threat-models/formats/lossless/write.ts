import "server-only";
import type { Writing, WrittenDialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import { unfold } from "@/lib/domain/threat-models/formats/lossless/fold";
import {
  differences,
  type Note,
  noteToWrite,
  readNote,
} from "@/lib/domain/threat-models/formats/lossless/note";
import { type Draft, type Kind, kinds, type Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import type { Kept, ThreatModel } from "@/lib/domain/threat-models/model";

/**
 * Returns a model as a document of a format: what came from that format as it came, except where the model now says
 * something else. What the format cannot tell is found by reading the document again, and noted beside.
 */
export function writeDocument(dialect: WrittenDialect, model: ThreatModel): Json {
  const parts = partsOf(model);
  const raws = new Map<string, Json>();
  const own = model.kept[dialect.format];
  const document = isObject(own) ? unfold(own, foldedParts(dialect, parts), raws) : dialect.blank(model);
  let toldOf: Writing["toldOf"] = () => undefined;
  const writing: Writing = {
    model,
    document,
    toldOf: (raw) => toldOf(raw),
    rawOf: (kind, id) => raws.get(`${kind}:${id}`),
  };
  for (const { name, kind, part } of parts) {
    if (raws.has(name)) continue;
    const raw = dialect.add(kind, part, writing);
    if (raw) raws.set(name, raw);
  }
  const notes = new Map<Json, Note>();
  for (const { name, kind, part } of parts) {
    const raw = raws.get(name);
    if (!raw) continue;
    const written = dialect.idOf(kind, raw);
    const fields = written === part.id ? {} : { id: { written, meant: part.id } };
    notes.set(raw, { ...readNote({}), fields });
  }
  const before = found(dialect, document, notes);
  toldOf = (raw) => before.fields.get(raw);
  for (const { name, kind, part } of parts) {
    const raw = raws.get(name);
    if (!raw) continue;
    const told = toldOf(raw);
    const fields = told ? Object.keys(differences(part, told)) : Object.keys(part);
    const set = new Set(fields.map((field) => field.split(".")[0] ?? field));
    for (const field of set) if (field !== "id") dialect.set(kind, raw, field, part, writing);
  }
  if (Object.keys(differences(headOf(model), headOf(before.draft))).length > 0)
    dialect.setHead(document, model);
  dialect.finish(writing);
  note(dialect, document, model, parts, raws, notes);
  return document;
}

interface Named {
  name: string;
  kind: Kind;
  part: Parts[Kind];
  kept: Kept;
}

function partsOf(model: ThreatModel): Named[] {
  const lists = { zone: model.zones, element: model.elements, flow: model.flows, threat: model.threats };
  return kinds.flatMap((kind) =>
    lists[kind].map(({ kept, ...part }) => ({
      name: `${kind}:${part.id}`,
      kind,
      part: part as Parts[Kind],
      kept,
    })),
  );
}

function foldedParts({ format }: WrittenDialect, parts: readonly Named[]): Map<string, Json> {
  return new Map(
    parts.flatMap(({ name, kept }): [string, Json][] => {
      const folded = kept[format];
      return isObject(folded) ? [[name, folded]] : [];
    }),
  );
}

function found(dialect: WrittenDialect, document: Json, notes: Map<Json, Note>) {
  const draft = dialect.read(document, new Reading(dialect, document, notes));
  const all = kinds.flatMap((kind) => draft[kind].map(({ raw, fields }) => ({ raw, fields, kind })));
  return { draft, all, fields: new Map<Json, Parts[Kind]>(all.map(({ raw, fields }) => [raw, fields])) };
}

function headOf({ title, description, assumptions }: Draft | ThreatModel) {
  return {
    title,
    description,
    assumptions: assumptions.map(({ text, confirmed }) => ({ text, confirmed })),
  };
}

// What the document says when it is read as any other tool would read it, against what is meant.
function note(
  dialect: WrittenDialect,
  document: Json,
  model: ThreatModel,
  parts: readonly Named[],
  raws: ReadonlyMap<string, Json>,
  ids: Map<Json, Note>,
): void {
  const after = found(dialect, document, ids);
  const more: Record<string, unknown[]> = {};
  const told = new Set<Json>();
  // In an order of their own, so that the same notes always give the same text.
  for (const { name, kind, part, kept } of parts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const raw = raws.get(name);
    const fields = raw && after.fields.get(raw);
    if (!raw || !fields) {
      more[kind] ??= [];
      more[kind].push({ ...part, kept: others(kept, dialect) });
      continue;
    }
    told.add(raw);
    const differing = { ...ids.get(raw)?.fields, ...differences(part, fields) };
    dialect.setNote(document, kind, raw, noteToWrite({ fields: differing, kept: others(kept, dialect) }));
  }
  const ignore = after.all
    .filter(({ raw }) => !told.has(raw))
    .map(({ kind, fields }) => `${kind}:${fields.id}`);
  const fields = differences(
    { title: model.title, description: model.description, assumptions: model.assumptions },
    { title: after.draft.title, description: after.draft.description, assumptions: after.draft.assumptions },
  );
  dialect.setNote(
    document,
    "model",
    document,
    noteToWrite({ fields, kept: others(model.kept, dialect), more, ignore }),
  );
}

function others(kept: Kept, { format }: WrittenDialect): Record<string, unknown> {
  const { [format]: _own, ...rest } = kept;
  return rest;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
