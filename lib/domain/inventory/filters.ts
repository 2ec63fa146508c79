import "server-only";
import type * as z from "zod";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type FilterRule, idsOf, listOf, type Where } from "@/lib/platform/register/filter";
import { fieldMeta } from "@/lib/platform/schema/field";

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
