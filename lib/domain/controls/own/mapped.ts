import "server-only";
import { readMappings } from "@/lib/domain/controls/own/rules";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import type { Transaction } from "@/lib/platform/database/client";

/** The references of each framework in force, and whether each can be fulfilled. */
type Mappable = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** Returns what own controls may be mapped to: the requirements of every framework in force, imported ones too. */
export async function mappable(tx: Transaction): Promise<Mappable> {
  const frameworks = await frameworksInForce(tx);
  return new Map(
    frameworks.map(({ key, requirements }) => [
      key,
      new Map(requirements.map(({ ref, assessable }) => [ref, assessable])),
    ]),
  );
}

/**
 * Returns what is wrong with the lines of a mapping, each once: lines that say nothing, and requirements that do not exist or are
 * headings. Those that stand in `held` already may stay, since a framework can lose a requirement later.
 */
export function mappingFaults(text: string | null, known: Mappable, held: string | null = null): string[] {
  const { mappings, faults } = readMappings(text);
  const before = new Set(readMappings(held).mappings.map(({ framework, ref }) => `${framework} ${ref}`));
  const lost = mappings.flatMap(({ framework, ref }) => {
    if (before.has(`${framework} ${ref}`)) return [];
    const refs = known.get(framework);
    if (!refs) return [`There is no framework "${framework}". There are: ${[...known.keys()].join(", ")}.`];
    const assessable = refs.get(ref);
    if (assessable === undefined) return [`${framework} has no requirement "${ref}". Correct the reference.`];
    return assessable ? [] : [`${framework} "${ref}" is a heading. Name the requirements below it.`];
  });
  return [...faults, ...new Set(lost)];
}
