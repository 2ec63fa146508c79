import "server-only";
import * as z from "zod";
import { saveSetting } from "@/lib/domain/organization/settings/setting";
import { risksMethod } from "@/lib/domain/risks/access";
import { riskMethod } from "@/lib/domain/risks/method";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { command } from "@/lib/platform/operation/operation";
import { longText } from "@/lib/platform/schema/field";

/** Sets the risk method for the whole organisation. Scores keep the version of the method they were made with. */
export const setRiskMethod = command({
  name: "settings.setRiskMethod",
  summary: "Set the risk method",
  permission: risksMethod,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    method: riskMethod,
    reason: longText({
      label: "Reason",
      help: "Why the organisation scores differently from now on.",
      max: 2_000,
    }),
  }),
  run: async (context, { version: seen, method, reason }) => {
    const { value, version, change } = await saveSetting(context, riskMethodSetting, seen, method, reason);
    return { result: { ...value, version }, change };
  },
});
