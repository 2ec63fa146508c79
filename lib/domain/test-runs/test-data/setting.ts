import "server-only";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import { initialTestData, type TestData, testData } from "@/lib/domain/test-runs/test-data/schema";

/** What is kept of prompts, answers and files, as a versioned setting of the organisation. */
export const testDataSetting: SettingDefinition<TestData> = {
  key: "test-data",
  shape: testData,
  initial: initialTestData,
};
