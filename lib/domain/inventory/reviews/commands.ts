import "server-only";
import * as z from "zod";
import { reviewsCadence } from "@/lib/domain/inventory/reviews/access";
import { cadenceFields } from "@/lib/domain/inventory/reviews/schema";
import { cadenceSetting } from "@/lib/domain/inventory/reviews/settings";
import { saveSetting } from "@/lib/domain/organization/settings/setting";
import { command } from "@/lib/platform/operation/operation";

/** Sets how often the inventory is looked at; it holds for the next review of each record. */
export const setCadence = command({
  name: "settings.setReviewCadence",
  summary: "Set how often AI systems and their parts are looked at",
  permission: reviewsCadence,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...cadenceFields,
  }),
  run: async (context, { version: seen, ...wanted }) => {
    const { value, version, change } = await saveSetting(context, cadenceSetting, seen, wanted);
    return { result: { ...value, version }, change };
  },
});
