/** The longest text that is searched for. */
export const longestQuery = 200;

/**
 * Returns what was typed as a PostgreSQL tsquery: every word has to be there, the last letters of each may be missing; a
 * reference such as R-0012 or TM-0003 finds its record alone. Null when no letter or digit was typed.
 */
export function tsQueryOf(typed: string): string | null {
  const [, letter, number] = /^\s*(\p{L}|TM|AT|OWN)-?0*(\d{1,9})\s*$/iu.exec(typed) ?? [];
  if (letter !== undefined && number !== undefined) return `${plain(letter)}${number}`;
  const words = plain(typed)
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 12);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}

// Letters that Unicode does not take apart, and what people type for them.
const letters: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

/** Returns a text without accents, case and punctuation, as the index of the database keeps it. */
function plain(said: string): string {
  return said
    .toWellFormed()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(
      /[\p{Cc}\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\ufffd]+/gu,
      " ",
    )
    .toLowerCase()
    .replace(/[łøđðıßæœ]/g, (letter) => letters[letter] ?? letter)
    .normalize("NFKC");
}
