import "server-only";
import * as z from "zod";
import { filesCreate } from "@/lib/domain/organization/files/access";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { receivedFile } from "@/lib/platform/storage/receive-file";

/** Adds a file whose bytes have arrived whole; the same bytes are stored once. */
export const createFile = command({
  name: "files.create",
  summary: "Add a file",
  permission: filesCreate,
  input: z.strictObject({
    unitId: z.uuid({ error: "Say with ?unitId= to which business unit the file belongs." }),
    name: z.string().optional(),
    file: receivedFile,
  }),
  output: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    sha256: z.string(),
    size: z.int(),
    mediaType: z.string(),
  }),
  run: async ({ tx, actor, units }, { unitId, file }) => {
    if (actor.kind !== "system" && !units.includes(unitId)) {
      throw new Invalid([
        {
          path: "unitId",
          message: "There is no such business unit where you may add files. Choose another.",
        },
      ]);
    }
    const stored = await tx.storedFile.create({
      data: { ...file, unitId, createdById: actor.personId ?? "" },
    });
    return {
      result: { id: stored.id, ...file },
      change: { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored },
    };
  },
});
