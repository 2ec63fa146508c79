import "server-only";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import {
  type GroupRoles,
  groupRoles,
  initialProvider,
  type SignInProvider,
  signInProvider,
} from "@/lib/domain/organization/single-sign-on/schema";

/** The sign-in provider, as a versioned setting. */
export const providerSetting: SettingDefinition<SignInProvider> = {
  key: "single-sign-on",
  shape: signInProvider,
  initial: initialProvider,
};

/** What groups at the provider give, as a versioned setting. */
export const groupsSetting: SettingDefinition<GroupRoles> = {
  key: "single-sign-on-groups",
  shape: groupRoles,
  initial: { rows: [] },
};
