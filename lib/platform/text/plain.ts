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
export function plain(said: string): string {
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
