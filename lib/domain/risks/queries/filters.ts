import "server-only";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import { levels } from "@/lib/domain/risks/register/schema";
import { scoreColumns } from "@/lib/domain/risks/rules";
import { riskStatuses, type ScoreKind, scoreKinds } from "@/lib/domain/risks/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { listOf } from "@/lib/platform/register/filter";
import { storedDay } from "@/lib/platform/time/day";

type Where = Prisma.RiskWhereInput;

// Filters by what is shown rather than by what is stored: by a level of the method, by a date that passes.

/** Risks whose current score has one of these levels by the method in force; "none" for those without a score. */
export async function levelFilter(text: string, context: Context): Promise<Where> {
  const wanted = valuesOf("level", text, [...levels.map(({ value }) => value), "none"]);
  const { method } = await groundOf(context);
  const bands = method.bands.filter(({ level }) => wanted.includes(level));
  // A score by a step that is gone has no level now, whatever its number.
  const onScale = { NOT: offScaleWhere("current", method) };
  const ranges: Where[] = bands.map(({ from, to }) => ({ currentScore: { gte: from, lte: to }, ...onScale }));
  return anyOf(wanted.includes("none") ? [...ranges, { currentScore: 0 }] : ranges);
}

/** Risks by the status that is shown: one whose acceptance is past its last day is open. */
export async function statusFilter(text: string, context: Context): Promise<Where> {
  const wanted = valuesOf(
    "status",
    text,
    riskStatuses.map(({ value }) => value),
  );
  const [open, accepted] = [wanted.includes("open"), wanted.includes("accepted")];
  // Both or neither: what is stored decides, whatever the day.
  if (open === accepted) return { status: { in: wanted } };
  const today = storedDay((await groundOf(context)).today) ?? context.now;
  const ended: Where = { status: "accepted", acceptedUntil: { lt: today } };
  const plain: Where = { status: { in: wanted } };
  return open ? anyOf([plain, ended]) : { AND: [plain, { NOT: ended }] };
}

/** Risks above or within the appetite of their category, by the current score; closed ones are neither. */
export async function appetiteFilter(text: string, context: Context): Promise<Where> {
  const wanted = valuesOf("appetite", text, ["above", "within"]);
  const { method } = await groundOf(context);
  const above = aboveAppetiteWhere(method);
  const within: Where = { currentScore: { gt: 0 }, NOT: above };
  const sides = [
    ...(wanted.includes("above") ? [above] : []),
    ...(wanted.includes("within") ? [within] : []),
  ];
  return { AND: [{ status: { not: "closed" } }, anyOf(sides)] };
}

/** Returns the condition on risks whose current score is above the appetite of their category. */
function aboveAppetiteWhere({ categories }: Pick<Ground["method"], "categories">): Where {
  return anyOf([
    ...categories.map(({ key, appetite }) => ({ category: key, currentScore: { gt: appetite } })),
    { category: { notIn: categories.map(({ key }) => key) }, currentScore: { gt: 0 } },
  ]);
}

/** Risks with an overdue treatment or review. */
export async function overdueFilter(text: string, context: Context): Promise<Where> {
  const wanted = valuesOf("overdue", text, ["treatment", "review", "none"]);
  const late = overdueWhere((await groundOf(context)).today);
  const sides = [
    ...(wanted.includes("treatment") ? [late.treatment] : []),
    ...(wanted.includes("review") ? [late.review] : []),
    ...(wanted.includes("none") ? [{ NOT: { OR: [late.treatment, late.review] } }] : []),
  ];
  return anyOf(sides);
}

/** Returns the conditions on risks whose treatment, and on risks whose review is overdue. */
export function overdueWhere(today: string): { treatment: Where; review: Where } {
  const before = storedDay(today) ?? new Date();
  const ended: Where = { status: "accepted", acceptedUntil: { lt: before } };
  return {
    treatment: { treatmentDueOn: { lt: before }, OR: [{ status: { in: ["open", "treating"] } }, ended] },
    review: { nextReviewOn: { lt: before }, status: { not: "closed" } },
  };
}

/** Risks whose loss is quantified for today alone, for today and treated, or not at all. */
export function quantifiedFilter(text: string): Where {
  const sides: Record<string, Where> = {
    treated: { treatedExpectedLoss: { not: null } },
    today: { expectedLoss: { not: null }, treatedExpectedLoss: null },
    no: { expectedLoss: null },
  };
  return anyOf(valuesOf("quantified", text, Object.keys(sides)).map((value) => sides[value] ?? {}));
}

/** Risks with a score by a step that the method in force no longer has; "none" for those without. */
export async function offScaleFilter(text: string, context: Context): Promise<Where> {
  const kinds = scoreKinds.map(({ value }) => value);
  const wanted = valuesOf("offScale", text, [...kinds, "none"]);
  const { method } = await groundOf(context);
  const off = kinds.filter((kind) => wanted.includes(kind)).map((kind) => offScaleWhere(kind, method));
  const none: Where = { NOT: anyOf(kinds.map((kind) => offScaleWhere(kind, method))) };
  return anyOf(wanted.includes("none") ? [...off, none] : off);
}

/** Returns the condition on risks whose score of a kind uses a step beyond the scales of the method. */
function offScaleWhere(kind: ScoreKind, { likelihood, impact }: Ground["method"]): Where {
  const columns = scoreColumns(kind);
  // Compared with null, a step would make the whole condition unknown, and its opposite too.
  return {
    [columns.score]: { gt: 0 },
    OR: [{ [columns.likelihood]: { gt: likelihood.length } }, { [columns.impact]: { gt: impact.length } }],
  };
}

function anyOf(sides: Where[]): Where {
  return sides.length === 1 ? (sides[0] ?? {}) : { OR: sides };
}

function valuesOf(key: string, text: string, known: readonly string[]): string[] {
  const wanted = listOf(text);
  const wrong = wanted.find((value) => !known.includes(value));
  if (wrong === undefined) return wanted;
  throw new Invalid([
    { path: key, message: `"${wrong}" is not a value of ${key}. Use: ${known.join(", ")}.` },
  ]);
}
