import "server-only";
import type * as z from "zod";
import { todayOf } from "@/lib/domain/inventory/references";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { type FilterRule, idsOf, listOf, type Where } from "@/lib/platform/register/filter";
import { fieldMeta } from "@/lib/platform/schema/field";
import { storedDay } from "@/lib/platform/time/day";

/** Returns the filter `gaps=purpose,ownerId`: records of which one of these is unknown; `none` for those without gaps. */
export function gapsFilter(
  fields: Readonly<Record<string, z.ZodType>>,
  facts: readonly string[],
  /** The condition on facts that are no columns. */
  own: Readonly<Record<string, Where>> = {},
): FilterRule {
  return (text, key) => ({
    OR: listOf(text).map((fact): Where => {
      if (fact === "none") return { completeness: 100 };
      const field = fields[fact];
      if (!field || !facts.includes(fact)) {
        const message = `"${fact}" is not a fact that completeness counts. Use: ${facts.join(", ")}.`;
        throw new Invalid([{ path: key, message }]);
      }
      return own[fact] ?? { [fact]: fieldMeta(field).kind === "several" ? { isEmpty: true } : null };
    }),
  });
}

/** Returns the filter of systems by the parts of a kind: any of these ids, or `none` for systems without one. */
export function partFilter(concept: string): FilterRule {
  return (text, key) => {
    const wanted = listOf(text);
    const ids = wanted.filter((item) => item !== "none");
    const some = { parts: { some: { partId: { in: idsOf(ids.join(","), key) } } } };
    const none = { parts: { none: { part: { concept } } } };
    return { OR: [...(ids.length > 0 ? [some] : []), ...(wanted.includes("none") ? [none] : [])] };
  };
}

/** Systems whose review is overdue, by today in the organisation's time zone; `none` for those without. */
export async function overdueFilter(text: string, context: Context): Promise<Prisma.SystemWhereInput> {
  const wrong = listOf(text).find((value) => value !== "review" && value !== "none");
  if (wrong !== undefined) {
    const message = `"${wrong}" is not a value of overdue. Use: review, none.`;
    throw new Invalid([{ path: "overdue", message }]);
  }
  const today = storedDay(await todayOf(context)) ?? context.now;
  const late: Prisma.SystemWhereInput = { nextReviewOn: { lt: today }, stage: { not: "retired" } };
  // A condition on a date that is not set is neither true nor false, so that its opposite must name it.
  const ahead: Prisma.SystemWhereInput[] = [
    { nextReviewOn: null },
    { nextReviewOn: { gte: today } },
    { stage: "retired" },
  ];
  const wanted = listOf(text);
  return {
    OR: [...(wanted.includes("review") ? [late] : []), ...(wanted.includes("none") ? ahead : [])],
  };
}
