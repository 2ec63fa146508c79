import "server-only";
import * as z from "zod";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { settingVersions } from "@/lib/domain/organization/settings/setting";
import { initialRiskMethod, type RiskMethod, riskMethod } from "@/lib/domain/risks/method";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { methodDifferences } from "@/lib/domain/risks/versions/rules";
import type { Transaction } from "@/lib/platform/database/client";
import { query } from "@/lib/platform/operation/operation";

/** Returns the methods of these versions, by version; 0 is the method that Plumbline comes with. */
export async function methodsOf(
  tx: Transaction,
  versions: readonly number[],
): Promise<Map<number, RiskMethod>> {
  const rows = await tx.setting.findMany({
    where: { key: riskMethodSetting.key, version: { in: [...new Set(versions)] } },
    select: { version: true, value: true },
  });
  const stored = rows.map(({ version, value }) => [version, riskMethod.parse(value)] as const);
  return new Map([[0, initialRiskMethod], ...stored]);
}

/** The newest 200 versions of the risk method, newest first: who set it, when, why, and what changed with it. */
export const listMethodVersions = query({
  name: "settings.listRiskMethods",
  summary: "The versions of the risk method, newest first",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const versions = await settingVersions(tx, riskMethodSetting);
    return {
      rows: versions.map(({ value, before, ...row }) => ({
        ...row,
        differences: methodDifferences(before, value),
      })),
    };
  },
});
