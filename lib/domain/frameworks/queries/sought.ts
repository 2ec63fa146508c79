import "server-only";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { plain } from "@/lib/platform/text/plain";

/** A search is shown this many; whoever wants another says more words, or searches one framework. */
const most = 300;

/** The reference and title of each line as a search reads them; lines in force stay in memory, and so does this. */
const said = new WeakMap<Framework["requirements"], readonly string[]>();

/**
 * Returns the requirements of the frameworks in force, shipped and imported, in whose reference, title or framework every word
 * begins a word, at least one of them in the first two: 300 at most, those whose reference begins so before the others.
 */
export async function findRequirements({ tx }: Context, words: readonly string[]): Promise<FoundRecord[]> {
  const unitId = await topUnit(tx);
  const begins = ` ${words.join(" ")} `;
  const [first, others]: [FoundRecord[], FoundRecord[]] = [[], []];
  for (const { key: framework, name, requirements } of await frameworksInForce(tx)) {
    const lines = linesOf(requirements);
    const around = ` ${plain(`${framework} ${name}`)}`;
    for (const [at, { key, ref, title }] of requirements.entries()) {
      const line = lines[at] ?? "";
      const fits = (word: string) => line.includes(` ${word}`);
      // A letter or digit of a reference is no beginning of a framework's name.
      const named = (word: string) => word.length > 2 && around.includes(` ${word}`);
      if (!words.some(fits) || !words.every((word) => fits(word) || named(word))) continue;
      const href = `/frameworks/${framework}?q=${encodeURIComponent(ref)}`;
      if (others.length >= most && !line.startsWith(begins)) continue;
      const list = line.startsWith(begins) ? first : others;
      list.push({ id: key, ref, name: `${title} · ${name}`, unitId, ownerId: null, href });
    }
  }
  return [...first, ...others].slice(0, most);
}

function linesOf(requirements: Framework["requirements"]): readonly string[] {
  const known =
    said.get(requirements) ?? requirements.map(({ ref, title }) => ` ${plain(`${ref} ${title}`).trim()} `);
  said.set(requirements, known);
  return known;
}
