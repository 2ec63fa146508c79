import "server-only";
import {
  initialRetentionDays,
  type RetentionDays,
  retentionDays,
} from "@/lib/domain/organization/retention/schema";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";

/** For how long what the register no longer needs is kept, as a versioned setting of the organisation. */
export const retentionSetting: SettingDefinition<RetentionDays> = {
  key: "retention",
  shape: retentionDays,
  initial: initialRetentionDays,
};
