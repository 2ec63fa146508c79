import "server-only";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import { initialRiskMethod, type RiskMethod, riskMethod } from "@/lib/domain/risks/method";

/** The risk method as a versioned setting of the organisation. */
export const riskMethodSetting: SettingDefinition<RiskMethod> = {
  key: "risk-method",
  shape: riskMethod,
  initial: initialRiskMethod,
};
