import "server-only";
import type { Draft, Kind, Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Marks, Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import type { Json, ModelFormat } from "@/lib/domain/threat-models/formats/schema";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** What a writer may ask about the file that it writes. */
export interface Writing {
  model: ThreatModel;
  document: Json;
  /** Returns what an object of the file said before anything was set in it; undefined where it says nothing. */
  toldOf(raw: Json): Parts[Kind] | undefined;
  /** Returns the object of the file that stands for a part. */
  rawOf(kind: Kind, id: string): Json | undefined;
}

/** How one format tells a model. What it has no words for is noted beside, so that nothing is lost. */
export interface Dialect extends Marks {
  format: ModelFormat;
  read(document: Json, reading: Reading): Draft;
}

/** A dialect that is written as well. */
export interface WrittenDialect extends Dialect {
  /** A file with nothing in it. */
  blank(model: ThreatModel): Json;
  /** Puts a new object into the file; null where the format has no place for it. */
  add<K extends Kind>(kind: K, part: Parts[K], writing: Writing): Json | null;
  /** Writes one field of a part, as far as the format has words for it. */
  set<K extends Kind>(kind: K, raw: Json, field: string, part: Parts[K], writing: Writing): void;
  setHead(document: Json, model: ThreatModel): void;
  /** Called when all is written: places what has no place yet, counts what is counted. */
  finish(writing: Writing): void;
}
