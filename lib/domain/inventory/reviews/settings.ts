import "server-only";
import { type Cadence, cadence, initialCadence } from "@/lib/domain/inventory/reviews/schema";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";

/** How often the inventory is looked at, as a versioned setting of the organisation. */
export const cadenceSetting: SettingDefinition<Cadence> = {
  key: "review-cadence",
  shape: cadence,
  initial: initialCadence,
};
