import "server-only";
import { answersOf, type Content, contentOf } from "@/lib/domain/obligations/classifications/content";
import type { Law } from "@/lib/domain/obligations/law";
import { changesBetween, type LawChange, outcomeKey } from "@/lib/domain/obligations/law-versions/rules";
import { dutiesOf } from "@/lib/domain/obligations/queries/duties";
import type { Classification, Prisma, System } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** What another edition of the law does to one classified system. */
export interface Affected {
  system: System;
  row: Classification;
  after: Content;
  changes: LawChange[];
}

/** Returns what changes for each classified system within a condition between two editions, answers and facts the same. */
export async function compareLaws(
  { tx }: Pick<Context, "tx">,
  [before, after]: readonly [Law, Law],
  within: Prisma.SystemWhereInput,
): Promise<Affected[]> {
  const found = await tx.system.findMany({
    where: { AND: [within, { classification: { isNot: null } }] },
    include: { classification: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const answers = await answersOf(
    tx,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ classification: row, ...system }) => {
    if (!row) return [];
    const stored = answers.get(system.id) ?? [];
    const [was, is] = [contentOf(before, system, stored), contentOf(after, system, stored)];
    return [{ system, row, after: is, changes: changesOf(was, is) }];
  });
}

function changesOf(before: Content, after: Content): LawChange[] {
  const outcomes = ({ law, result }: Content) =>
    result.outcomes.map((one) => ({
      ...outcomeKey(one, law.tree.outcomes.get(one.outcome)?.label ?? one.outcome),
      appliesFrom: one.appliesFrom,
      practicalFrom: one.practicalFrom,
    }));
  const duties = (content: Content) =>
    dutiesOf(content).map(({ key, ref, title, role, appliesFrom, practicalFrom }) => ({
      ...{ key, appliesFrom, practicalFrom },
      name: `${ref} ${title}${role ? `, as ${role}` : ""}`,
    }));
  const undated = { appliesFrom: null, practicalFrom: null };
  const open = ({ law, result }: Content) =>
    result.openQuestions.map((id) => ({
      key: id,
      name: `${id}: ${law.tree.questions.get(id)?.text ?? ""}`,
      ...undated,
    }));
  return [
    ...changesBetween("outcome", outcomes(before), outcomes(after)),
    ...changesBetween("question", open(before), open(after)),
    ...changesBetween("duty", duties(before), duties(after)),
  ];
}
