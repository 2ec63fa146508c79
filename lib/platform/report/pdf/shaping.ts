import "server-only";
import type { PdfFont } from "@/lib/platform/report/pdf/pdf-document";

/** A piece of text in one font; `show` is operand and operator, `rise` lifts it, in 1/1000 of the size. */
export interface Run {
  font: PdfFont;
  show: string;
  rise: number;
  /** On the first run of a shaped word: the word itself, which its glyphs no longer spell in order. */
  word?: string;
  /** On the last run of a shaped word. */
  ends?: true;
}

/** A piece of text ready to draw, with its advance in 1/1000 of the size. */
export interface Shaped {
  runs: readonly Run[];
  advance: number;
}

const COMPLEX = /[\p{M}\p{Script=Devanagari}]/u;

/** True when characters of the text change their place or form beside each other, so that it needs shaping. */
export function isComplex(text: string): boolean {
  return COMPLEX.test(text);
}

/** Returns the text shaped by the font's own tables: joined accents, Devanagari clusters. */
export function shapeWith(font: PdfFont, text: string): Shaped {
  const [codes, positions] = font.encode(text);
  const runs: Run[] = [];
  let parts = "";
  let rise = 0;
  let advance = 0;
  const flush = () => {
    if (parts !== "") runs.push({ font, show: `[${parts}] TJ`, rise });
    parts = "";
  };
  positions.forEach((position, index) => {
    if (position.yOffset !== rise) {
      flush();
      rise = position.yOffset;
    }
    const before = -position.xOffset;
    const after = position.xOffset - (position.xAdvance - position.advanceWidth);
    parts += `${before ? round(before) : ""}<${codes[index]}>${after ? round(after) : ""}`;
    advance += position.xAdvance;
  });
  flush();
  const [first] = runs;
  const last = runs.at(-1);
  if (first) first.word = text;
  if (last) last.ends = true;
  return { runs, advance };
}

function round(value: number): string {
  return ` ${Math.round(value * 100) / 100} `;
}
