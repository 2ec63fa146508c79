import "server-only";
import { most } from "@/lib/domain/threat-models/check-model";
import { type Note, readNote } from "@/lib/domain/threat-models/formats/lossless/note";
import type { Kind } from "@/lib/domain/threat-models/formats/lossless/parts";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { Invalid } from "@/lib/platform/errors/public-error";

const mostWarnings = 100;

/** Where a format has ids and notes. */
export interface Marks {
  /** The id of an object in the words of the file. */
  idOf(kind: Kind, raw: Json): string;
  /** Where a note stands: of one object, or of the whole file. */
  note(document: Json, kind: Kind | "model", raw: Json): unknown;
  setNote(document: Json, kind: Kind | "model", raw: Json, note: Json | undefined): void;
}

/** One reading of a file: who has which id, what was noted beside, and what its reader should know. */
export class Reading {
  readonly #marks: Marks;
  readonly #document: Json;
  readonly #notes: Map<Json, Note>;
  readonly #inFile: boolean;
  /** The ids that are given, each with the last number that was put after it. */
  readonly #used = { place: new Map<string, number>(), threat: new Map<string, number>() };
  readonly #warnings = new Set<string>();
  readonly #counts = new Map<Kind, number>();
  #unsaid = 0;

  /** Reads the notes in the file and takes them out of it; where notes are given, these stand for them. */
  constructor(marks: Marks, document: Json, notes?: Map<Json, Note>) {
    this.#marks = marks;
    this.#document = document;
    this.#notes = notes ?? new Map();
    this.#inFile = !notes;
    this.noteOf("model", document);
  }

  /**
   * Returns the id of a part within the model: the file's own, made unique where the file uses it twice. Throws Invalid
   * where the file has more parts than a model may have.
   */
  claim(kind: Kind, raw: Json): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    const limit = most[`${kind}s`];
    if (count > limit)
      throw new Invalid(`The file has more than ${limit} ${kind}s. Split the model into several.`);
    this.#counts.set(kind, count);
    const own = this.#marks.idOf(kind, raw);
    const noted = this.noteOf(kind, raw).fields["id"];
    const wanted = noted && noted.written === own && typeof noted.meant === "string" ? noted.meant : own;
    const used = this.#used[kind === "threat" ? "threat" : "place"];
    const stem = wanted === "" ? kind : wanted;
    let id = stem;
    let next = used.get(stem) ?? 1;
    while (used.has(id)) {
      next += 1;
      id = `${stem}-${next}`;
    }
    used.set(stem, next);
    const here = `It is "${shorten(id)}" here.`;
    if (wanted === "") this.warn(`${kind === "element" ? "An" : "A"} ${kind} has no id in the file. ${here}`);
    else if (id !== wanted)
      this.warn(
        `The file uses the id "${shorten(wanted)}" twice, the second time for ${kind === "element" ? "an" : "a"} ${kind}. ${here}`,
      );
    if (id !== stem) used.set(id, 1);
    return id;
  }

  /** Returns what was noted beside an object of the file. */
  noteOf(kind: Kind | "model", raw: Json): Note {
    const known = this.#notes.get(raw);
    if (known) return known;
    const note = readNote(this.#inFile ? this.#marks.note(this.#document, kind, raw) : undefined);
    if (this.#inFile) this.#marks.setNote(this.#document, kind, raw, undefined);
    this.#notes.set(raw, note);
    return note;
  }

  /** Adds what whoever uses the model should know, once; a very long list ends with how many more there are. */
  warn(text: string): void {
    if (this.#warnings.has(text)) return;
    if (this.#warnings.size < mostWarnings) this.#warnings.add(text);
    else this.#unsaid += 1;
  }

  warnings(): string[] {
    return [...this.#warnings, ...(this.#unsaid > 0 ? [`And ${this.#unsaid} more of this kind.`] : [])];
  }
}
