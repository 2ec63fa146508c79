import "server-only";
import * as z from "zod";
import { signInEdit } from "@/lib/domain/organization/factors/access";
import { withRoles } from "@/lib/domain/organization/factors/rules";
import { signInFields } from "@/lib/domain/organization/factors/schema";
import { signInSetting } from "@/lib/domain/organization/factors/settings";
import { readSetting, saveSetting } from "@/lib/domain/organization/settings/setting";
import { command } from "@/lib/platform/operation/operation";

/** Decides which roles need a second factor; the grace of a role that is named anew counts from now. */
export const setSignInRules = command({
  name: "settings.setSignIn",
  summary: "Decide who needs a second factor",
  permission: signInEdit,
  stepUp: true,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...signInFields,
  }),
  run: async (context, { version: seen, roles, graceDays }) => {
    const { value: held } = await readSetting(context.tx, signInSetting);
    const wanted = withRoles(held, roles, graceDays, context.now);
    const { version, change } = await saveSetting(context, signInSetting, seen, wanted);
    return { result: { roles, graceDays, version }, change };
  },
});
