import "server-only";
import { fallOf, followChange } from "@/lib/domain/risks/commands/follow-change";
import { riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, findRisk } from "@/lib/domain/risks/queries/risk";
import type { Change } from "@/lib/platform/audit/change";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Method = Pick<RiskMethod, "categories">;
type Moves = Readonly<Record<string, string>>;

/** At most so many risks are moved with one change of the method, so that nobody waits for minutes. */
const most = 2_000;

/**
 * Throws Invalid while a category that the new method no longer has is used by risks and is not said to move anywhere;
 * otherwise returns the ids of the risks that move, each with its new category.
 */
export async function movesOf(context: Context, before: Method, after: Method, moves: Moves) {
  const kept = new Set(after.categories.map(({ key }) => key));
  const wrong = Object.entries(moves).find(([, to]) => !kept.has(to));
  if (wrong)
    throw problem(`The risks of "${wrong[0]}" cannot move to "${wrong[1]}": there is no such category.`);
  const gone = before.categories.filter(({ key }) => !kept.has(key));
  const risks = await context.tx.risk.findMany({
    where: { category: { in: gone.map(({ key }) => key) } },
    select: { id: true, category: true },
    take: most + 1,
  });
  const stranded = gone.find(({ key }) => moves[key] === undefined && risks.some((r) => r.category === key));
  if (stranded) {
    const used = risks.filter(({ category }) => category === stranded.key).length;
    const use = used === 1 ? "1 risk uses" : `${used} risks use`;
    throw problem(`${use} the category “${stranded.label}”. Choose the category that they move to.`);
  }
  if (risks.length > most)
    throw problem(`More than ${most} risks would move. Move some of them in the risk register first.`);
  return risks.map(({ id, category }) => ({ id, to: moves[category] ?? category }));
}

/** Moves risks to another category by the method in force; what was signed on them follows as with any other change. */
export async function moveToCategories(
  context: Context,
  moving: readonly { id: string; to: string }[],
): Promise<Change[]> {
  if (moving.length === 0) return [];
  const ground = await groundOf(context);
  const changes: Change[] = [];
  for (const { id, to } of moving) {
    const before = await findRisk(context, id);
    const live = await acceptancesOf(context, id);
    const fall = fallOf(live, before, { category: to });
    const after = await writeRisk(context, before, before.version, { category: to, ...fall.columns });
    changes.push(riskChange(before, after), ...(await followChange(context, after, live, fall, ground)));
  }
  return changes;
}

function problem(message: string): Invalid {
  const found: FieldProblem = { path: "moves", message };
  return new Invalid([found]);
}
