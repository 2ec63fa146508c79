import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { controlsRead } from "@/lib/domain/controls/access";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { licensedTextsRead } from "@/lib/domain/frameworks/access";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import { getFramework } from "@/lib/domain/frameworks/queries/browse";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The framework of the page, narrowed down to these words, read once for its title and its content. */
export const frameworkOf = cache(async (key: string, q: string) =>
  orNotFound(getFramework.receive(await requireActor(), q ? { key, q } : { key })),
);

/** What was said of requirements that are gone: only an imported framework loses some, and only who may read controls sees it. */
export async function lostOf(framework: string, imported: boolean) {
  const actor = await requireActor();
  if (!imported || !mayAnywhere(actor, controlsRead)) return [];
  return (await lostWords.execute(actor, { framework })).rows;
}

/** The licensed texts of the framework by reference; null for who may not read such texts. */
export async function textsOf(framework: string): Promise<ReadonlyMap<string, string> | null> {
  const actor = await requireActor();
  if (!mayAnywhere(actor, licensedTextsRead)) return null;
  const { rows } = await listLicensedTexts.execute(actor, { framework });
  return new Map(rows.flatMap(({ ref, text }): [string, string][] => (text === null ? [] : [[ref, text]])));
}
