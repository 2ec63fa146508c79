import "server-only";
import * as z from "zod";
import { preferencesOwn } from "@/lib/domain/organization/preferences/access";
import { preferenceKey } from "@/lib/domain/organization/preferences/schema";
import { query } from "@/lib/platform/operation/operation";

/** What one chose under this key; null when nothing yet. */
export const getPreference = query({
  name: "preferences.get",
  summary: "A choice of one's own",
  permission: preferencesOwn,
  input: z.strictObject({ key: preferenceKey }),
  run: async ({ tx, actor }, { key }): Promise<{ key: string; value: unknown }> => {
    const personId = actor.personId ?? "";
    const row = await tx.preference.findUnique({
      where: { personId_key: { personId, key } },
      select: { value: true },
    });
    return { key, value: row?.value ?? null };
  },
});
