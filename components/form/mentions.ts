interface Named {
  name: string;
}

/** Returns the beginning of a mention before the caret and what was typed of it; null where none is being typed. */
export function mentionAt(
  text: string,
  caret: number,
  named: readonly Named[],
): { from: number; words: string } | null {
  const found = /(?:^|[\s(])@([^\n@]{0,40})$/u.exec(text.slice(0, caret));
  const words = found?.[1];
  if (words === undefined) return null;
  // Somebody who is named already, and what is written after their name.
  if (named.some(({ name }) => words.startsWith(name))) return null;
  return { from: caret - words.length - 1, words };
}

/** Returns the text with the mention that was being typed finished by a name, and where the caret goes on. */
export function withMention(
  text: string,
  { from, words }: { from: number; words: string },
  name: string,
): { text: string; caret: number } {
  const [before, after] = [text.slice(0, from), text.slice(from + words.length + 1)];
  const written = `@${name}${/^[\s.,;:!?)]/.test(after) ? "" : " "}`;
  return { text: `${before}${written}${after}`, caret: before.length + written.length };
}

/** Returns those people who are still named in a text, each with @. */
export function stillNamed<T extends Named>(text: string, people: readonly T[]): T[] {
  return people.filter(({ name }) => text.includes(`@${name}`));
}
