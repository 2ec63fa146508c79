/** What the server or the form says is wrong, by the path of the field. */
export type Problems = Readonly<Record<string, string>>;

/** What is wrong with the field above, if anything. */
export function ProblemText({ words }: { words: string | undefined }) {
  return words ? <span className="mt-1 block text-critical text-sm">{words}</span> : null;
}
