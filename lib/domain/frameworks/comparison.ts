import "server-only";
import { carriesOver, turnedRound } from "@/lib/domain/frameworks/rules";
import type { CrosswalkRow, Framework, Relationship, Requirement } from "@/lib/domain/frameworks/schema";

/** One row between two frameworks, read from the first to the second. */
export interface Relation extends Pick<CrosswalkRow, "basis" | "statedBy" | "confidence" | "note"> {
  from: Pick<Requirement, "ref" | "title">;
  to: Pick<Requirement, "ref" | "title">;
  /** What the first is to the second. */
  relationship: Relationship;
}

/** What fulfilling the first framework means for the second. */
export interface Comparison {
  /** Published rows by which a fulfilled requirement of the first fulfils one of the second. */
  carried: readonly Relation[];
  /** Published rows that say no more than that the two are related. */
  related: readonly Relation[];
  /** Rows of our own judgement; none of them settles anything until a person confirms it. */
  judged: readonly Relation[];
  /** Requirements of the second of which no row speaks. */
  unmentioned: readonly Pick<Requirement, "ref" | "title">[];
  /** How many requirements of the second each of these reaches; a requirement counts once, in the first that holds. */
  counts: { all: number; carried: number; related: number; judged: number; unmentioned: number };
}

/** Returns what the crosswalk says from one framework to another, whichever of them a row names first. */
export function comparisonOf(rows: readonly CrosswalkRow[], from: Framework, to: Framework): Comparison {
  const [first, second] = [byRef(from), byRef(to)];
  const relations = rows.flatMap((row): Relation[] => {
    const turned = row.source.framework === to.key;
    const [ours, theirs] = turned ? [row.target, row.source] : [row.source, row.target];
    const [a, b] = [first.get(ours.ref), second.get(theirs.ref)];
    if (ours.framework !== from.key || theirs.framework !== to.key || !a || !b) return [];
    const { basis, statedBy, confidence, note } = row;
    return [
      {
        from: { ref: a.ref, title: a.title },
        to: { ref: b.ref, title: b.title },
        relationship: turned ? turnedRound(row.relationship) : row.relationship,
        basis,
        statedBy,
        confidence,
        note,
      },
    ];
  });
  const published = relations.filter(({ basis }) => basis === "published");
  const carried = published.filter(({ relationship }) => carriesOver(relationship));
  const related = published.filter(({ relationship }) => !carriesOver(relationship));
  const judged = relations.filter(({ basis }) => basis === "judgement");
  const reached = new Set(relations.map((one) => one.to.ref));
  const assessable = to.requirements.filter((one) => one.assessable);
  const unmentioned = assessable
    .filter(({ ref }) => !reached.has(ref))
    .map(({ ref, title }) => ({ ref, title }));
  return { carried, related, judged, unmentioned, counts: countsOf(assessable, [carried, related, judged]) };
}

function byRef({ requirements }: Framework): Map<string, Requirement> {
  return new Map(requirements.map((one) => [one.ref, one]));
}

function countsOf(
  assessable: readonly Requirement[],
  groups: readonly (readonly Relation[])[],
): Comparison["counts"] {
  const reached = groups.map((group) => new Set(group.map((one) => one.to.ref)));
  const places = assessable.map(({ ref }) => reached.findIndex((refs) => refs.has(ref)));
  const at = (place: number) => places.filter((one) => one === place).length;
  return { all: assessable.length, carried: at(0), related: at(1), judged: at(2), unmentioned: at(-1) };
}
