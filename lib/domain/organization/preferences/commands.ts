import "server-only";
import * as z from "zod";
import { preferencesOwn } from "@/lib/domain/organization/preferences/access";
import { preferenceKey, preferenceValue } from "@/lib/domain/organization/preferences/schema";
import { unchanged } from "@/lib/platform/audit/change";
import { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

/** Choices that one person may keep. */
const most = 200;

/** Keeps a choice about one's own screens. It concerns nobody else, so the audit trail does not tell of it. */
export const savePreference = command({
  name: "preferences.save",
  summary: "Keep a choice of one's own",
  permission: preferencesOwn,
  input: z.strictObject({ key: preferenceKey, value: preferenceValue }),
  run: async ({ tx, actor }, { key, value }) => {
    const personId = actor.personId ?? "";
    const others = await tx.preference.count({ where: { personId, key: { not: key } } });
    if (others >= most) throw new Invalid(`One person keeps at most ${most} choices.`);
    const stored = value === null ? Prisma.JsonNull : value;
    await tx.preference.upsert({
      where: { personId_key: { personId, key } },
      create: { personId, key, value: stored as Prisma.InputJsonValue },
      update: { value: stored as Prisma.InputJsonValue },
    });
    return unchanged({ key, value });
  },
});
