import "server-only";
import { refusalOfFile } from "@/lib/domain/evidence/files/rules";
import type { StoredFile } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Returns the file that the actor handed in before and that is no evidence yet, moved to the unit in which it is to be
 * kept; throws Invalid for any other, so that a foreign file and an absent one look alike.
 */
export async function takeFile({ tx, actor }: Context, fileId: string, unitId: string): Promise<StoredFile> {
  const found = await tx.storedFile.findFirst({
    where: { id: fileId, ...(actor.personId === null ? {} : { createdById: actor.personId }) },
  });
  const used = found && (await tx.evidenceVersion.count({ where: { fileId } })) > 0;
  const problem = (message: string) => new Invalid([{ path: "fileId", message }]);
  if (!found || used) throw problem("There is no such file that waits to be taken. Choose it again.");
  const refusal = refusalOfFile(found);
  if (refusal !== null) throw problem(refusal);
  await tx.storedFile.updateMany({ where: { id: fileId }, data: { unitId, waiting: false } });
  return { ...found, unitId, waiting: false };
}
