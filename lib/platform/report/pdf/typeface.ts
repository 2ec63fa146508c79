import "server-only";
import { readFont, type Script } from "@/lib/platform/report/pdf/font-files";
import type { PdfDocument, PdfFont } from "@/lib/platform/report/pdf/pdf-document";
import { isComplex, type Run, type Shaped, shapeWith } from "@/lib/platform/report/pdf/shaping";
import type { Weight } from "@/lib/platform/report/pdf/theme";

/** How one character is drawn: in which font, its escaped two-byte code, its advance in 1/1000 em. */
interface Glyph {
  font: PdfFont;
  code: string;
  advance: number;
}

/** Characters without a picture of their own: joiners, marks of direction, soft hyphen. */
const INVISIBLE = /^\p{Cf}$/u;
/** Below this no character needs shaping; it spares nearly every text the look. */
const FIRST_MARK = 0x300;
const CACHED_WORDS = 2_000;

/**
 * The fonts of one document. Finds for every character the first font that has it, Noto Sans before Noto Sans
 * JP, because PDF has no fallback of its own; what neither has is drawn as a box and remembered.
 */
export class Typeface {
  readonly #document: PdfDocument;
  readonly #fonts = new Map<string, PdfFont>();
  readonly #glyphs: Record<Weight, Map<number, Glyph>> = { regular: new Map(), bold: new Map() };
  readonly #ascii: Record<Weight, (Glyph | undefined)[]> = { regular: [], bold: [] };
  readonly #words: Record<Weight, Map<string, Shaped>> = { regular: new Map(), bold: new Map() };
  /** The characters no font has, in the order met. */
  readonly missing = new Set<number>();

  private constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** Returns the typeface of a document; throws FontMissing when a font file is not installed. */
  static async load(document: PdfDocument): Promise<Typeface> {
    for (const script of ["world", "japanese"] as const) {
      for (const weight of ["regular", "bold"] as const) {
        document.registerFont(`${script} ${weight}`, await readFont(script, weight));
      }
    }
    return new Typeface(document);
  }

  /** Returns the advance of one character in thousandths of the type size. */
  advance(codePoint: number, weight: Weight): number {
    return this.#glyph(codePoint, weight).advance;
  }

  /** Returns the width of the text in points. */
  width(text: string, weight: Weight, size: number): number {
    let sum = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.codePointAt(at) ?? 0;
      if (code >= FIRST_MARK && isComplex(text)) return (this.#shape(text, weight).advance * size) / 1000;
      if (code > 0xffff) at++;
      sum += this.#glyph(code, weight).advance;
    }
    return (sum * size) / 1000;
  }

  /** Returns the runs that draw the text, each in one font. */
  runs(text: string, weight: Weight): readonly Run[] {
    const runs: Run[] = [];
    let font: PdfFont | undefined;
    let codes = "";
    for (let at = 0; at < text.length; at++) {
      const code = text.codePointAt(at) ?? 0;
      if (code >= FIRST_MARK && isComplex(text)) return this.#shape(text, weight).runs;
      if (code > 0xffff) at++;
      const glyph = this.#glyph(code, weight);
      if (font && glyph.font !== font && codes !== "") {
        runs.push({ font, show: `(${codes}) Tj`, rise: 0 });
        codes = "";
      }
      font = glyph.font;
      codes += glyph.code;
    }
    if (font && codes !== "") runs.push({ font, show: `(${codes}) Tj`, rise: 0 });
    return runs;
  }

  /** Returns the text, or as much of its beginning as fits into `room` points, with an ellipsis. */
  fit(text: string, weight: Weight, size: number, room: number): string {
    const most = (room * 1000) / size;
    const ellipsis = this.advance(0x2026, weight);
    let used = 0;
    let end = 0;
    let index = 0;
    for (const character of text) {
      used += this.advance(character.codePointAt(0) ?? 0, weight);
      if (used > most) return `${text.slice(0, end).trimEnd()}…`;
      index += character.length;
      if (used + ellipsis <= most) end = index;
    }
    return text;
  }

  #glyph(code: number, weight: Weight): Glyph {
    const known = code < 128 ? this.#ascii[weight][code] : this.#glyphs[weight].get(code);
    if (known) return known;
    const glyph = this.#find(code, weight);
    if (code < 128) this.#ascii[weight][code] = glyph;
    else this.#glyphs[weight].set(code, glyph);
    return glyph;
  }

  #find(code: number, weight: Weight): Glyph {
    const world = this.#font("world", weight);
    const lone = code >= 0xd800 && code <= 0xdfff;
    if (!lone && INVISIBLE.test(String.fromCodePoint(code))) return { font: world, code: "", advance: 0 };
    if (!lone && code >= 0x20) {
      if (world.font.hasGlyphForCodePoint(code)) return include(world, code);
      const japanese = this.#font("japanese", weight);
      if (japanese.font.hasGlyphForCodePoint(code)) return include(japanese, code);
    }
    this.missing.add(code);
    world.unicode[0] = [0xfffd];
    return { font: world, code: "\0\0", advance: world.widths[0] ?? 600 };
  }

  /** Shapes the words that need it, and only those, each once. */
  #shape(text: string, weight: Weight): Shaped {
    const parts = text.split(/(?<= )/).map((word) => this.#shapeWord(word, weight));
    return {
      runs: parts.flatMap((part) => part.runs),
      advance: parts.reduce((sum, part) => sum + part.advance, 0),
    };
  }

  #shapeWord(word: string, weight: Weight): Shaped {
    const words = this.#words[weight];
    let shaped = words.get(word);
    if (!shaped) {
      const world = this.#font("world", weight);
      const covered = [...word].every((character) =>
        world.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
      );
      shaped = covered && isComplex(word) ? shapeWith(world, word) : this.#unshaped(word, weight);
      if (words.size >= CACHED_WORDS) words.clear();
      words.set(word, shaped);
    }
    return shaped;
  }

  /** Sets characters side by side, marks included: what a word gets that mixes fonts. */
  #unshaped(word: string, weight: Weight): Shaped {
    const runs: Run[] = [];
    let advance = 0;
    for (const character of word) {
      const glyph = this.#glyph(character.codePointAt(0) ?? 0, weight);
      if (glyph.code !== "") runs.push({ font: glyph.font, show: `(${glyph.code}) Tj`, rise: 0 });
      advance += glyph.advance;
    }
    return { runs, advance };
  }

  #font(script: Script, weight: Weight): PdfFont {
    const name = `${script} ${weight}`;
    let font = this.#fonts.get(name);
    if (!font) {
      this.#document.font(name);
      font = this.#document._font;
      this.#fonts.set(name, font);
    }
    return font;
  }
}

/** Puts a character into the embedded subset the way PDFKit's own encoder does, without its layout engine. */
function include(font: PdfFont, code: number): Glyph {
  const glyph = font.font.glyphForCodePoint(code);
  const index = font.subset.includeGlyph(glyph.id);
  const advance = glyph.advanceWidth * font.scale;
  font.widths[index] ??= advance;
  font.unicode[index] ??= [code];
  return { font, code: escapeByte(index >> 8) + escapeByte(index & 0xff), advance };
}

function escapeByte(byte: number): string {
  if (byte === 0x0d) return "\\r";
  const character = String.fromCharCode(byte);
  return "()\\".includes(character) ? `\\${character}` : character;
}
