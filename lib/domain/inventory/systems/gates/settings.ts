import "server-only";
import {
  initialGates,
  type LifecycleGates,
  lifecycleGates,
} from "@/lib/domain/inventory/systems/gates/schema";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";

/** The gates of an AI system's life as a versioned setting of the organisation. */
export const gatesSetting: SettingDefinition<LifecycleGates> = {
  key: "lifecycle-gates",
  shape: lifecycleGates,
  initial: initialGates,
};
