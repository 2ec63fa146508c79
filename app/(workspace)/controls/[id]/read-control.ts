import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getControl } from "@/lib/domain/controls/queries/control";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

/** Returns a control, as of a day if one is given; the page and its title ask for it once. */
export const controlOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getControl.execute(actor, { id })));
});

export type ControlRecord = Awaited<ReturnType<typeof controlOf>>;
