import "server-only";
import * as z from "zod";
import { packsBuild, visibleTo } from "@/lib/domain/audit-packs/access";
import { packFile, packRecord } from "@/lib/domain/audit-packs/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { unchanged } from "@/lib/platform/audit/change";
import { NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

/** Keeps what a job has built: the archive in storage, its digest and what is in it. Doing it twice changes nothing more. */
export const finishPack = command({
  name: "audit-packs.finish",
  summary: "Keep an audit pack that was built",
  permission: packsBuild,
  input: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    sha256: z.string(),
    size: z.int(),
    keyId: z.string(),
    contents: z.array(packFile),
  }),
  output: packRecord,
  run: async (context, { id, name, contents, ...built }) => {
    const { tx, actor, now } = context;
    const found = await tx.auditPack.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
    if (!found) throw new NotFound();
    const answer = { id, number: found.number, version: found.version };
    if (found.builtAt !== null) return unchanged(answer);
    const { sha256, size } = built;
    const file = await tx.storedFile.create({
      data: {
        name,
        sha256,
        size: Math.min(size, 2_147_483_647),
        mediaType: "application/zip",
        unitId: found.unitId,
        createdById: authorOf(actor),
      },
    });
    const after = await tx.auditPack.update({
      where: { id },
      data: { ...built, contents, fileId: file.id, builtAt: now, version: { increment: 1 } },
      omit: { contents: true },
    });
    const { contents: _none, ...before } = found;
    return {
      result: { ...answer, version: after.version },
      change: { subject: { type: "audit-packs", id, unitId: after.unitId }, before, after },
    };
  },
});
