import "server-only";
import { formatStart } from "@/lib/domain/frameworks/rules";
import { addressees, type Framework, type Requirement } from "@/lib/domain/frameworks/schema";

/** A line of a framework as it is browsed, with what stands below it. */
export interface TreeLine {
  ref: string;
  title: string;
  paraphrase: string | null;
  assessable: boolean;
  appliesTo: readonly string[];
  appliesFrom: string | null;
  practicalFrom: string | null;
  notes: readonly string[];
  /** What is not certain about this line. */
  doubts: readonly string[];
  /** How many lines below it can be fulfilled. */
  below: number;
  children: readonly TreeLine[];
}

/**
 * Returns the lines of a framework as a tree, narrowed down to those in which every word occurs, with the lines above
 * them. Where parents are in another framework, its lines stand as headings.
 */
export function treeOf(framework: Framework, all: readonly Framework[], words: readonly string[]) {
  const children = new Map<string | null, Requirement[]>();
  for (const one of framework.requirements) {
    const parent = one.parentFramework ? `${one.parentFramework}:${one.parentRef}` : one.parentRef;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  let found = 0;
  const line = (one: Requirement): TreeLine[] => {
    const below = (children.get(one.ref) ?? []).flatMap(line);
    const hit = holds(one, words);
    if (hit) found++;
    return hit || below.length > 0 ? [lineOf(framework, one, below)] : [];
  };
  const own = (children.get(null) ?? []).flatMap(line);
  const borrowed = headings(framework, all).flatMap((heading) => {
    const below = (children.get(heading.key) ?? []).flatMap(line);
    return below.length > 0 ? [lineOf(framework, { ...heading, assessable: false, notes: [] }, below)] : [];
  });
  return { tree: [...own, ...borrowed], found };
}

function headings({ requirements }: Framework, all: readonly Framework[]): Requirement[] {
  const wanted = new Set(
    requirements.flatMap((one) => (one.parentFramework ? [`${one.parentFramework}:${one.parentRef}`] : [])),
  );
  return all.flatMap((other) => other.requirements.filter(({ key }) => wanted.has(key)));
}

function holds({ ref, title, paraphrase, notes }: Requirement, words: readonly string[]): boolean {
  const text = [ref, title, paraphrase ?? "", ...notes].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function lineOf({ doubts }: Framework, one: Requirement, children: readonly TreeLine[]): TreeLine {
  const { ref, title, paraphrase, assessable, notes } = one;
  return {
    ref,
    title,
    paraphrase,
    assessable,
    appliesTo: one.appliesTo.map((role) => addressees.find(({ value }) => value === role)?.label ?? role),
    appliesFrom: formatStart(one.appliesFrom),
    practicalFrom: formatStart(one.practicalFrom),
    notes,
    doubts: doubts.flatMap((doubt) => (doubt.ref === ref ? [doubt.text] : [])),
    below: children.reduce((sum, child) => sum + child.below + (child.assessable ? 1 : 0), 0),
    children,
  };
}
