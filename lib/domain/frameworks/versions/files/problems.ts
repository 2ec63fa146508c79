import "server-only";
import { Invalid } from "@/lib/platform/errors/public-error";

const most = 20;

/** Returns the refusal of a file by what is wrong with it, each with its place; no more than a person reads is listed. */
export function refusal(problems: readonly string[]): Invalid {
  const listed = problems.slice(0, most).map((message) => ({ path: "file", message }));
  const more = problems.length - listed.length;
  return new Invalid(
    more > 0 ? [...listed, { path: "file", message: `And ${more.toLocaleString("en")} more.` }] : listed,
  );
}

/** Returns how things are counted in words: "1 node", "12 nodes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Returns a text as a title: whole where it is short, else its beginning up to a word. */
export function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= 120) return line;
  const cut = line.slice(0, 120);
  return `${cut.slice(0, Math.max(60, cut.lastIndexOf(" ")))}…`;
}

/** Returns words as a key of a framework: "NIST AI RMF 1.0" as "nist-ai-rmf-1-0"; null where none remains. */
export function keyFrom(words: string | null | undefined): string | null {
  const key = (words ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 36)
    .replace(/-+$/, "");
  return key.length >= 2 ? key : null;
}
