import "server-only";
import * as z from "zod";
import { programmeRead } from "@/lib/domain/programme/access";
import { inventoryFigures } from "@/lib/domain/programme/inventory-figures";
import { lateByOwner } from "@/lib/domain/programme/late-by-owner";
import { riskTrend } from "@/lib/domain/programme/queries/trend";
import { riskFigures } from "@/lib/domain/programme/risk-figures";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { lookBack } from "@/lib/platform/operation/as-of";
import { query } from "@/lib/platform/operation/operation";

/** The programme in numbers, each with what it is counted of and the address of the records behind it. */
export const getProgramme = query({
  name: "programme.get",
  summary: "The state of the programme",
  permission: programmeRead,
  input: z.strictObject(lookBack),
  run: async (context) => {
    // Who was late on a day gone by is nobody's work any more.
    const ground = await groundOf(context);
    return {
      today: ground.today,
      systems: await inventoryFigures(context, ground),
      risks: await riskFigures(context, ground),
      late: context.asOf === undefined ? await lateByOwner(context, ground) : null,
      trend: await riskTrend(context, ground),
    };
  },
});
