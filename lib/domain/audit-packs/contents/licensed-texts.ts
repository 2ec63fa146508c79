import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { writeCsv } from "@/lib/platform/csv/write";

/** Writes the licensed texts of each framework that has any, as the maker of the pack may read them. */
export async function writeLicensedTexts(
  folder: PackFolder,
  actor: Actor,
  frameworks: readonly string[],
): Promise<void> {
  const columns = ["Ref", "Requirement", "Text"].map((heading) => ({ heading }));
  for (const framework of frameworks) {
    const { rows } = await listLicensedTexts.execute(actor, { framework });
    const held = rows.filter(({ text }) => text !== null).map(({ ref, title, text }) => [ref, title, text]);
    if (held.length > 0) await folder.add(`licensed/${framework}.csv`, writeCsv({ columns, rows: held }));
  }
}
