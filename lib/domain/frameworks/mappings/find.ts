import "server-only";
import { readableHere } from "@/lib/domain/frameworks/versions/find";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns an imported set of mappings with its rows; throws NotFound. */
export async function findSet(context: Pick<Context, "tx" | "actor">, id: string) {
  const found = await context.tx.crosswalkSet.findFirst({
    where: { AND: [{ id }, await readableHere(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}
