import "server-only";
import {
  initialOrganisation,
  type Organisation,
  organisation,
} from "@/lib/domain/organization/settings/schema";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";

/** The organisation's name and time zone as a versioned setting. */
export const organisationSetting: SettingDefinition<Organisation> = {
  key: "organisation",
  shape: organisation,
  initial: initialOrganisation,
};
