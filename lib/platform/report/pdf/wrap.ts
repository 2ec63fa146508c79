/** Characters that must not begin a line (Japanese closing marks, small kana, marks of sound). */
const NOT_FIRST =
  /[、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕…‥ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ’”]/u;
/** Characters that must not end a line. */
const NOT_LAST = /[（［｛「『【〈《〔‘“]/u;
/** After these a line may break without a space. */
const BREAK_AFTER = new Set([..."-–—/|_\u200b"].map((character) => character.codePointAt(0)));
const LINES = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Returns text as it will be drawn: accents composed, tabs as spaces, selectors of variants dropped. */
export function prepare(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .normalize("NFC")
    .replaceAll("\t", "    ")
    .replace(/\p{Variation_Selector}/gu, "");
}

/** Returns text prepared for a single line: every run of spaces and line ends is one space. */
export function oneLine(text: string): string {
  return prepare(text.replace(/\s+/g, " ").trim());
}

/** Returns the lines, or the first of them with an ellipsis where a label must not grow further. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? "").trimEnd()}…`];
}

/**
 * Returns prepared text in lines no wider than `width`, in the units of `advance`. Breaks at spaces, after
 * hyphens and slashes and between Japanese characters; a word wider than the line is cut where it must be.
 * The space at a break stays at the end of its line, because a screen reader joins the lines as they are.
 */
export function wrap(text: string, width: number, advance: (codePoint: number) => number): string[] {
  const paragraphs = LINES.test(text) ? text.split(LINES) : [text];
  return paragraphs.flatMap((paragraph, index) =>
    wrapParagraph(
      index < paragraphs.length - 1 && paragraph !== "" ? `${paragraph} ` : paragraph,
      width,
      advance,
    ),
  );
}

function wrapParagraph(text: string, width: number, advance: (codePoint: number) => number): string[] {
  const lines: string[] = [];
  let start = 0;
  let used = 0;
  /** Where the line may end, and the width up to there; 0 when it may not end yet. */
  let end = 0;
  let usedAtEnd = 0;
  let previous = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const size = code > 0xffff ? 2 : 1;
    if (at > start && mayBreak(previous, code)) {
      end = at;
      usedAtEnd = used;
    }
    const own = advance(code);
    while (used + own > width && at > start && code !== 0x20 && own > 0) {
      const cut = end > start ? end : at;
      lines.push(endLine(text.slice(start, cut)));
      used = cut === at ? 0 : used - usedAtEnd;
      start = cut;
      end = 0;
    }
    used += own;
    previous = code;
    at += size;
  }
  lines.push(endLine(text.slice(start)));
  return lines;
}

function mayBreak(before: number, after: number): boolean {
  if (before === 0x20) return after !== 0x20;
  if (BREAK_AFTER.has(before)) return after !== 0x20 && !isDigit(after);
  if (before < 0x2e80 && after < 0x2e80) return false;
  if (!isWide(before) && !isWide(after)) return false;
  return !NOT_FIRST.test(String.fromCodePoint(after)) && !NOT_LAST.test(String.fromCodePoint(before));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** True for kana, ideographs and full-width forms, between which Japanese breaks its lines. */
function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef) ||
    (code >= 0x20000 && code <= 0x3ffff)
  );
}

function endLine(line: string): string {
  return line.endsWith("  ") ? `${line.trimEnd()} ` : line;
}
