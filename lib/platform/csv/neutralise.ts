/**
 * A spreadsheet takes a cell that begins with one of these for a formula: = + - @ and their full-width and
 * small forms. It skips spaces, line ends and characters without a picture before them, and treats a leading
 * tab or line end as such a beginning itself.
 */
const FORMULA = /^'*[\p{White_Space}\p{Cc}\p{Cf}]*[\t\r\n=+\-@＝＋－＠﹦﹢﹣﹫]/u;

/**
 * Returns text that no spreadsheet runs as a formula: an apostrophe goes before what begins like one, and one
 * more before what only looks neutralised already. So `=1+1` becomes `'=1+1`, `'=1+1` becomes `''=1+1`, and
 * `'tis` stays; `restore` is the exact inverse for every string.
 */
export function neutralise(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Returns the text that `neutralise` was given; other text comes back unchanged. */
export function restore(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
