import "server-only";
import * as z from "zod";
import type { Permission } from "@/lib/platform/access/permission";
import { type Context, query } from "@/lib/platform/operation/operation";
import { storable } from "@/lib/platform/schema/field";

/** A record that can be picked in a form or a filter. */
interface Choice {
  id: string;
  name: string;
  /** What tells it from another of the same name. */
  detail?: string;
}

/** What a picker looks for: a condition on the name or title, none where nothing was typed, and how many it shows. */
interface Wanted {
  says: { contains?: string; mode?: "insensitive" };
  take: number;
}

interface Choosable {
  concept: string;
  many: string;
  permission: Permission;
  /** Returns those that say so by their name, within the concept's own wall. */
  find(context: Context, wanted: Wanted): Promise<Choice[]>;
}

const take = 20;

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
        .refine(storable, "Holds a character that cannot be searched.")
        .default(""),
    }),
    output: z.strictObject({ choices: z.array(z.looseObject({ id: z.uuid(), name: z.string() })) }),
    run: async (context, { q }) => ({
      choices: await find(context, { says: q === "" ? {} : { contains: q, mode: "insensitive" }, take }),
    }),
  });
}
