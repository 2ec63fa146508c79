// What draws nothing, moves the cursor, turns the direction of text or is half of a character: all controls but line end
// and tab, formats (bidi, zero-width, tags), everything a font may ignore, line and paragraph separators, private use.
const hidden =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800](?<![\n\t])/gu;
// The sign that makes a picture of the character before it is no secret one.
const hiddenButPictures = new RegExp(`\\p{Extended_Pictographic}[\\uFE0E\\uFE0F]|${hidden.source}`, "gu");
const plain = /^[\n\t\x20-\x7e]*$/;

/**
 * Returns text in which every character that a screen, a terminal or a page would obey or hide is shown: a control as its
 * picture (␛), any other as its number (‹U+202E›). Line ends and tabs stay; the result can always be stored.
 */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(hiddenButPictures, (mark) => {
    if (/^\p{Extended_Pictographic}/u.test(mark)) return mark;
    const code = mark.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
  });
}

/** Returns text without those characters: as it would look, for searching in it. `places` says where each unit was. */
export function withoutHidden(text: string): { text: string; places: readonly number[] | null } {
  if (plain.test(text)) return { text, places: null };
  const places: number[] = [];
  let shown = "";
  let from = 0;
  const take = (to: number) => {
    for (let at = from; at < to; at += 1) places.push(at);
    shown += text.slice(from, to);
  };
  for (const { index, 0: mark } of text.matchAll(hidden)) {
    take(index);
    from = index + mark.length;
  }
  take(text.length);
  return { text: shown, places };
}
