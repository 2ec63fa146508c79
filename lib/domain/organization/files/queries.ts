import "server-only";
import * as z from "zod";
import { filesRead, visibleTo } from "@/lib/domain/organization/files/access";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, query } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

const one = z.strictObject({ id: z.uuid({ error: "Is not the id of a file." }) });

/** What is known of a file. */
export const getFile = query({
  name: "files.get",
  summary: "What is known of a file",
  permission: filesRead,
  input: one,
  run: async (context, { id }) => {
    const { createdAt, ...file } = await findFile(context, id);
    return { ...file, createdAt: createdAt.toISOString() };
  },
});

/** The bytes of a file, to be saved. */
export const getFileContent = query({
  name: "files.content",
  summary: "The content of a file",
  permission: filesRead,
  input: one,
  run: async (context, { id }) => {
    const { name, mediaType, sha256, plainSha256 } = await findFile(context, id);
    // What is sealed is opened by the operation of its own concept alone.
    if (plainSha256 !== null) throw new NotFound();
    return new Download(name, mediaType, await storage().get(sha256));
  },
});

async function findFile(context: Context, id: string) {
  const file = await context.tx.storedFile.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!file) throw new NotFound();
  return file;
}
