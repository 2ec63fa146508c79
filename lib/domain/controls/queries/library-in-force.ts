import "server-only";
import { type Library, readLibrary } from "@/lib/domain/controls/library/read-library";
import { libraryControlOf } from "@/lib/domain/controls/own/library-control";
import type { Transaction } from "@/lib/platform/database/client";

/**
 * Returns the library as it stands: the shipped controls, and those that the organisation added and has not retired. By
 * their keys also those that are retired, since they may be carried out still.
 */
export async function libraryInForce(tx: Transaction): Promise<Pick<Library, "controls" | "byKey">> {
  const own = await tx.ownControl.findMany({ orderBy: { number: "asc" } });
  const shipped = readLibrary();
  if (own.length === 0) return shipped;
  const all = own.map((one) => ({ control: libraryControlOf(one), retired: one.retiredAt !== null }));
  return {
    controls: [...shipped.controls, ...all.flatMap(({ control, retired }) => (retired ? [] : [control]))],
    byKey: new Map([
      ...shipped.byKey,
      ...all.map(({ control }): [string, typeof control] => [control.key, control]),
    ]),
  };
}
