import "server-only";
import * as z from "zod";
import { licensedTextsEdit, licensedTextsRead } from "@/lib/domain/frameworks/access";
import { frameworkNamed } from "@/lib/domain/frameworks/queries/in-force";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

/**
 * The texts of a framework's requirements that the organisation entered under a licence. The table is closed to every other
 * query, so that neither a register, a search nor an export can hold one of them.
 */
export const listLicensedTexts = query({
  name: "licensed-texts.list",
  summary: "The licensed texts of a framework's requirements",
  permission: licensedTextsRead,
  secrets: true,
  input: z.strictObject({ framework: z.string().max(60) }),
  run: async ({ tx, actor }, { framework }) => {
    const { name, requirements } = await frameworkNamed(tx, framework);
    const found = await tx.requirementText.findMany({
      where: { framework },
      select: { ref: true, text: true },
    });
    const textOf = new Map(found.map(({ ref, text }) => [ref, text]));
    return {
      framework: { key: framework, name },
      entered: requirements.filter(({ ref }) => textOf.has(ref)).length,
      rows: requirements.map(({ ref, title }) => ({ ref, title, text: textOf.get(ref) ?? null })),
      can: { edit: may(actor, licensedTextsEdit, await topUnit(tx)) },
    };
  },
});
