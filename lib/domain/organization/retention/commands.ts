import "server-only";
import * as z from "zod";
import { retentionSet } from "@/lib/domain/organization/retention/access";
import { outdatedBefore } from "@/lib/domain/organization/retention/queries";
import { type RetentionDays, retentionFields } from "@/lib/domain/organization/retention/schema";
import { retentionSetting } from "@/lib/domain/organization/retention/settings";
import { readSetting, saveSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { unchanged } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";
import { retentionKinds } from "@/lib/platform/registry/contributions";

/** Sets for how long each kind is kept; it holds from the next night on. */
export const setRetention = command({
  name: "settings.setRetention",
  summary: "Set for how long what the register no longer needs is kept",
  permission: retentionSet,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...retentionFields,
  }),
  run: async (context, { version: seen, ...wanted }) => {
    const { value, version, change } = await saveSetting(context, retentionSetting, seen, wanted);
    return { result: { ...value, version }, change };
  },
});

/** Rows of a kind that one transaction removes, so that none takes long. */
const atOnce = 2_000;

/**
 * Removes a batch of what is outdated of each kind, and writes down how many of which; returns whether there may be more.
 * Only the system does this, and no record of the register and no entry of the audit trail is ever of such a kind.
 */
export const removeOutdated = command({
  name: "settings.removeOutdated",
  summary: "Remove what was kept for as long as the organisation wants",
  permission: jobsOwn,
  systemOnly: "What is outdated is removed by itself.",
  secrets: true,
  timeoutMs: 120_000,
  input: z.strictObject({}),
  run: async ({ tx, now }) => {
    const { value } = await readSetting(tx, retentionSetting);
    const removed: Record<string, number> = {};
    for (const { key, remove } of retentionKinds()) {
      const count = await remove(tx, outdatedBefore(now, value[key as keyof RetentionDays]), atOnce);
      if (count > 0) removed[key] = count;
    }
    const result = { removed, more: Object.values(removed).some((count) => count >= atOnce) };
    if (Object.keys(removed).length === 0) return unchanged(result);
    const subject = { type: "settings", id: null, unitId: await topUnit(tx) };
    return { result, change: { subject, before: null, after: { key: "retention", removed } } };
  },
});
