import { orNotFound } from "@/app/(workspace)/or-not-found";
import { listLibrary } from "@/lib/domain/controls/queries/library";
import { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import type { Actor } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import type { Option } from "@/lib/platform/schema/field";

/** Whether the person of the page may add controls to the library. */
export async function keepsLibrary(): Promise<boolean> {
  return (await orNotFound(listLibrary.execute(await requireActor(), {}))).can.change;
}

/** The frameworks in force whose requirements a control may be mapped to. */
export async function mappableFrameworks(actor: Actor): Promise<Option[]> {
  const { entries } = await listFrameworks.execute(actor, {});
  return entries.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }));
}
