import "server-only";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import type { Keeping } from "@/lib/domain/test-runs/cases/failed-cases";
import { promptHashing } from "@/lib/domain/test-runs/cases/prompt-hash";
import { excerptOf } from "@/lib/domain/test-runs/excerpt";
import { testDataSetting } from "@/lib/domain/test-runs/test-data/setting";
import type { Transaction } from "@/lib/platform/database/client";

/** Returns what the organisation lets be kept of the texts of failed cases: always the keyed hash, an excerpt where it says so. */
export async function keepingOf(tx: Transaction): Promise<Keeping> {
  const { value } = await readSetting(tx, testDataSetting);
  return {
    hash: promptHashing(await topUnit(tx)),
    excerpt: value.excerpts === "masked" ? (text) => excerptOf(text, value.excerptCharacters) : null,
  };
}
