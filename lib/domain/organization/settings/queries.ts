import "server-only";
import * as z from "zod";
import { settingsEdit, settingsRead } from "@/lib/domain/organization/settings/access";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { may } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";
import { query } from "@/lib/platform/operation/operation";

/** The organisation's name and time zone. */
export const getOrganisation = query({
  name: "settings.getOrganisation",
  summary: "The organisation's settings",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, organisationSetting);
    return { ...value, version, can: { edit: may(actor, settingsEdit, await topUnit(tx)) } };
  },
});

/** Returns the time zone in which the organisation's days begin and end. */
export async function timeZoneOf(tx: Transaction): Promise<string> {
  return (await readSetting(tx, organisationSetting)).value.timeZone;
}
