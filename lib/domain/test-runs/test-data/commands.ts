import "server-only";
import * as z from "zod";
import { readSetting, saveSetting } from "@/lib/domain/organization/settings/setting";
import { testDataSet } from "@/lib/domain/test-runs/access";
import { testDataFields } from "@/lib/domain/test-runs/test-data/schema";
import { testDataSetting } from "@/lib/domain/test-runs/test-data/setting";
import { type Context, command } from "@/lib/platform/operation/operation";

/**
 * Sets what is kept of the texts and files of test results. Keeping none any more removes the excerpts at once and lets the files go
 * within the hour; the audit trail says how many.
 */
export const setTestData = command({
  name: "settings.setTestData",
  summary: "Set what is kept of the texts and files of test results",
  permission: testDataSet,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...testDataFields,
  }),
  timeoutMs: 300_000,
  run: async (context, { version: seen, ...wanted }) => {
    const { value: before } = await readSetting(context.tx, testDataSetting);
    const { value, version, change } = await saveSetting(context, testDataSetting, seen, wanted);
    const removed = {
      ...(before.excerpts !== "none" && value.excerpts === "none" ? await forgetExcerpts(context) : {}),
      ...(before.rawFiles !== "none" && value.rawFiles === "none" ? await letFilesGo(context) : {}),
    };
    return {
      result: { ...value, version },
      change: { ...change, after: { ...change.after, ...removed } },
    };
  },
});

async function forgetExcerpts({ tx }: Context) {
  const { count } = await tx.failedCase.updateMany({
    where: { OR: [{ prompt: { not: null } }, { answer: { not: null } }] },
    data: { prompt: null, answer: null },
  });
  return { casesWithoutExcerpt: count };
}

async function letFilesGo({ tx, now }: Context) {
  const { count } = await tx.testImport.updateMany({
    where: { rawUntil: { gt: now } },
    data: { rawUntil: now },
  });
  return { filesToGo: count };
}
