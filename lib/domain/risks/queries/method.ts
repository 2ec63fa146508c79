import "server-only";
import * as z from "zod";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { risksMethod } from "@/lib/domain/risks/access";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { may } from "@/lib/platform/access/actor";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** What every judgement of a risk rests on: the method in force, its version, and today in the organisation's zone. */
export interface Ground {
  method: RiskMethod;
  methodVersion: number;
  today: string;
}

/** Returns the method in force and today. */
export async function groundOf({ tx, now }: Pick<Context, "tx" | "now">): Promise<Ground> {
  const { value, version } = await readSetting(tx, riskMethodSetting);
  return { method: value, methodVersion: version, today: dayIn(await timeZoneOf(tx), now) };
}

/** The risk method in force: scales, bands, categories with their appetite, and days between reviews. */
export const getRiskMethod = query({
  name: "settings.getRiskMethod",
  summary: "The risk method in force",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, riskMethodSetting);
    return { ...value, version, can: { edit: may(actor, risksMethod, await topUnit(tx)) } };
  },
});
