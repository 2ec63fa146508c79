import "server-only";
import * as z from "zod";
import { settingsEdit } from "@/lib/domain/organization/settings/access";
import { organisationFields } from "@/lib/domain/organization/settings/schema";
import { readSetting, saveSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import type { Change } from "@/lib/platform/audit/change";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertSteppedUp } from "@/lib/platform/operation/step-up";
import { defined } from "@/lib/platform/schema/shape";

/** Changes the organisation's name, time zone or currency; the top unit carries the same name. */
export const updateOrganisation = command({
  name: "settings.updateOrganisation",
  summary: "Change the organisation's settings",
  permission: settingsEdit,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    name: organisationFields.name.optional(),
    timeZone: organisationFields.timeZone.optional(),
    currency: organisationFields.currency.optional(),
    signing: organisationFields.signing.optional(),
  }),
  output: z.strictObject({ ...organisationFields, version: z.int() }),
  run: async (context, { version: seen, ...asked }) => {
    const { value: held } = await readSetting(context.tx, organisationSetting);
    const wanted = { ...held, ...defined(asked) };
    if (wanted.signing !== held.signing) assertSteppedUp(context.actor, context.now);
    const { value, version, change } = await saveSetting(context, organisationSetting, seen, wanted);
    const renamed = await nameTopUnit(context, value.name);
    return { result: { ...value, version }, changes: [change, ...renamed] };
  },
});

/** Gives the top unit the organisation's name in the running transaction; returns the change, none when it has it. */
export async function nameTopUnit({ tx }: Context, name: string): Promise<Change[]> {
  const id = await topUnit(tx);
  const before = await tx.unit.findUniqueOrThrow({ where: { id } });
  if (before.name === name) return [];
  const after = await tx.unit.update({ where: { id }, data: { name, version: { increment: 1 } } });
  return [{ subject: { type: "units", id, unitId: id }, before, after, action: "units.rename" }];
}
