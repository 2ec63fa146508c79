import "server-only";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import { initialOrganisation, type Organisation, organisation } from "@/lib/domain/organization/settings/schema";

/** The organisation's name and time zone as a versioned setting. */
export const organisationSetting: SettingDefinition<Organisation> = {
  key: "organisation",
  shape: organisation,
  initial: initialOrganisation,
};
