import "server-only";
import * as z from "zod";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { lookBack } from "@/lib/platform/operation/as-of";
import { query } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** Returns the day that somebody wants to look back to, and the day on which the audit trail begins; throws Invalid. */
export const lookBackDay = query({
  name: "audit.lookBackDay",
  summary: "How far back the audit trail reaches, and whether a day can be looked back to",
  permission: settingsRead,
  input: z.strictObject(lookBack),
  output: z.strictObject({ asOf: z.string().nullable(), begins: z.string().nullable() }),
  run: async ({ tx, asOf = null }) => {
    const [found] = await tx.$queryRaw<{ begins: Date | null }[]>`select past.beginning() as begins`;
    const begins = found?.begins ? dayIn(await timeZoneOf(tx), found.begins) : null;
    return { asOf, begins };
  },
});
