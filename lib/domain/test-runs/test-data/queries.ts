import "server-only";
import * as z from "zod";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { testDataRead, testDataSet } from "@/lib/domain/test-runs/access";
import { redactionRules } from "@/lib/domain/test-runs/redaction-rules";
import { testDataSetting } from "@/lib/domain/test-runs/test-data/setting";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

/** What is kept of prompts, answers and files of test results, and the rules by which texts are masked. */
export const getTestData = query({
  name: "settings.getTestData",
  summary: "What is kept of the texts and files of test results, and what is masked in them",
  permission: testDataRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, testDataSetting);
    return {
      ...value,
      version,
      masked: redactionRules.map(({ kind, about }) => ({ kind, about })),
      can: { edit: may(actor, testDataSet, await topUnit(tx)) },
    };
  },
});
