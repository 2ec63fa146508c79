import "server-only";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { testDataSetting } from "@/lib/domain/test-runs/test-data/setting";
import type { TestImport } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** Keeps the file of an import where the organisation says so, and returns until when; null where it goes. */
export async function keepRaw({ tx, now }: Context, { fileId }: TestImport): Promise<Date | null> {
  const { value } = await readSetting(tx, testDataSetting);
  if (value.rawFiles === "none") return null;
  // Only what lies there sealed is kept for longer than it takes to apply it.
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, plainSha256: { not: null } },
    data: { waiting: false },
  });
  return count === 0 ? null : new Date(now.getTime() + value.rawDays * 86_400_000);
}
