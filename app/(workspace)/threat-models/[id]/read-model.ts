import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { partNames } from "@/lib/domain/threat-models/drawing/rules";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { listThreats } from "@/lib/domain/threat-models/queries/threats";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a threat model; the page and its title ask for it once. */
export const modelOf = cache(async (id: string) =>
  orNotFound(getModel.execute(await requireActor(), { id })),
);

/** Returns the threats of a model. */
export const threatsOf = cache(
  async (id: string) => (await orNotFound(listThreats.execute(await requireActor(), { id }))).threats,
);

export type ModelRecord = Awaited<ReturnType<typeof modelOf>>;
export type ShownThreat = Awaited<ReturnType<typeof threatsOf>>[number];

/** Returns what the parts of a drawing are called, by id; a flow by its ends as well. */
export function namesIn(drawing: Drawing): (id: string) => string {
  const names = partNames(drawing);
  return (id) => names[id] ?? id;
}
