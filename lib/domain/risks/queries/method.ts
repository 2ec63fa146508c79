import "server-only";
import * as z from "zod";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { readSetting, type SettingDefinition, topUnit } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { risksMethod } from "@/lib/domain/risks/access";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { may } from "@/lib/platform/access/actor";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** What every judgement of a risk rests on: the method in force, its version, and today in the organisation's zone. */
export interface Ground {
  method: RiskMethod;
  methodVersion: number;
  today: string;
  timeZone: string;
}

interface StoredSetting {
  id: string;
  key: string;
  version: number;
  text: string;
}

/** Returns the method in force and today, in one statement: every list and every record of risks waits for it. */
export async function groundOf({ tx, now }: Pick<Context, "tx" | "now">): Promise<Ground> {
  const rows = await tx.$queryRaw<
    StoredSetting[]
  >`select distinct on (key) id::text, key, version, value::text as text
    from settings where key in (${riskMethodSetting.key}, ${organisationSetting.key}) order by key, version desc`;
  const { timeZone } = inForce(rows, organisationSetting);
  return {
    method: inForce(rows, riskMethodSetting),
    methodVersion: rows.find(({ key }) => key === riskMethodSetting.key)?.version ?? 0,
    today: dayIn(timeZone, now),
    timeZone,
  };
}

// A version of a setting never changes, so that what was read of it once holds for ever; the newest few are kept.
const read = new Map<string, unknown>();

function inForce<T>(rows: readonly StoredSetting[], { key, shape, initial }: SettingDefinition<T>): T {
  const row = rows.find((candidate) => candidate.key === key);
  if (!row) return initial;
  const known = read.get(row.id);
  if (known !== undefined) return known as T;
  const value = shape.parse(JSON.parse(row.text));
  if (read.size >= 20) read.clear();
  read.set(row.id, value);
  return value;
}

/** The risk method in force: scales, bands, categories with their appetite, and days between reviews. */
export const getRiskMethod = query({
  name: "settings.getRiskMethod",
  summary: "The risk method in force",
  permission: settingsRead,
  input: z.strictObject(lookBack),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, riskMethodSetting);
    return { ...value, version, can: { edit: may(actor, risksMethod, await topUnit(tx)) } };
  },
});
