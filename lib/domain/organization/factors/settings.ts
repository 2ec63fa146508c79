import "server-only";
import { initialSignInRules, type SignInRules, signInRules } from "@/lib/domain/organization/factors/schema";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";

/** Who needs a second factor, as a versioned setting. */
export const signInSetting: SettingDefinition<SignInRules> = {
  key: "sign-in",
  shape: signInRules,
  initial: initialSignInRules,
};
