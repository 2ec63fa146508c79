import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { openPack } from "@/lib/domain/audit-packs/commands/open-pack";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a pack as this person may open it; the page and its title ask once, so that the audit trail has one entry. */
export const packOf = cache(async (id: string) => orNotFound(openPack.receive(await requireActor(), { id })));

export type OpenedPack = Awaited<ReturnType<typeof packOf>>;
