import "server-only";
import * as z from "zod";
import type { Permission } from "@/lib/platform/access/permission";
import { type Context, query } from "@/lib/platform/operation/operation";

/** A record that can be picked in a form or a filter. */
interface Choice {
  id: string;
  name: string;
  /** What tells it from another of the same name. */
  detail?: string;
}

/** What a picker searches with; the condition goes beside the concept's own wall. */
interface Wanted {
  where: { name?: { contains: string; mode: "insensitive" } };
  orderBy: [{ name: "asc" }, { id: "asc" }];
  take: number;
}

interface Choosable {
  concept: string;
  many: string;
  permission: Permission;
  find(context: Context, wanted: Wanted): Promise<Choice[]>;
}

const most = 20;

/** Returns the operation behind a picker: the first twenty records by name that hold the words. */
export function choices({ concept, many, permission, find }: Choosable) {
  return query({
    name: `${concept}.choices`,
    summary: `The ${many} that can be picked, by name`,
    permission,
    input: z.strictObject({
      q: z
        .string()
        .trim()
        .max(200, "Is too long. Search with fewer words.")
        .refine(
          (text) => !text.includes("\u0000") && text.isWellFormed(),
          "Holds a character that cannot be searched.",
        )
        .default(""),
    }),
    output: z.strictObject({ choices: z.array(z.looseObject({ id: z.uuid(), name: z.string() })) }),
    run: async (context, { q }) => {
      const where: Wanted["where"] = q === "" ? {} : { name: { contains: q, mode: "insensitive" } };
      return {
        choices: await find(context, { where, orderBy: [{ name: "asc" }, { id: "asc" }], take: most }),
      };
    },
  });
}
