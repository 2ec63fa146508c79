import "server-only";
import * as z from "zod";
import { settingsEdit, settingsRead } from "@/lib/domain/organization/settings/access";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { may } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";
import { ConfirmFirst, Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** The organisation's name and time zone. */
export const getOrganisation = query({
  name: "settings.getOrganisation",
  summary: "The organisation's settings",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, organisationSetting);
    return { ...value, version, can: { edit: may(actor, settingsEdit, await topUnit(tx)) } };
  },
});

/** Returns the time zone in which the organisation's days begin and end. */
export async function timeZoneOf(tx: Transaction): Promise<string> {
  return (await readSetting(tx, organisationSetting)).value.timeZone;
}

/** Minutes for which a proof of who signs holds. */
const proofMinutes = 5;

/**
 * Throws ConfirmFirst where the organisation asks for the password or second factor again before a signature and the actor's
 * session has not seen it lately. The system signs nothing by itself and is let through.
 */
export async function assertConfirmed({ tx, actor, now }: Context): Promise<void> {
  if (actor.kind === "system") return;
  const { signing } = (await readSetting(tx, organisationSetting)).value;
  if (signing === "session") return;
  if (actor.kind === "token")
    throw new Forbidden(
      "A token cannot sign here: your organisation asks for a proof of who signs before each signature.",
    );
  const since = now.getTime() - proofMinutes * 60_000;
  if (actor.confirmedAt && actor.confirmedAt.getTime() >= since) return;
  throw new ConfirmFirst(
    "Your organisation asks you to prove before a signature that it is you. Do so, then sign again.",
  );
}
