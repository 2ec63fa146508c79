import "server-only";
import * as z from "zod";
import { evidenceEdit, evidenceGive } from "@/lib/domain/evidence/access";
import { refusalOfFile } from "@/lib/domain/evidence/files/rules";
import { type Actor, authorOf, unitsWith } from "@/lib/platform/access/actor";
import { command } from "@/lib/platform/operation/operation";
import { receivedFile } from "@/lib/platform/storage/receive-file";

/**
 * Takes a file that is to become evidence; the form that is sent afterwards says of what. Programs are refused. The same
 * bytes are stored once.
 */
export const uploadEvidenceFile = command({
  name: "evidence.upload",
  summary: "Hand in a file that is to become a version of a piece of evidence",
  permission: evidenceGive,
  input: z.strictObject({
    name: z.string().optional(),
    file: receivedFile.superRefine((file, refine) => {
      const message = refusalOfFile(file);
      if (message !== null) refine.addIssue({ code: "custom", message });
    }),
  }),
  output: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    sha256: z.string(),
    size: z.int(),
    mediaType: z.string(),
  }),
  run: async ({ tx, actor, units }, { file }) => {
    const unitId = homeOf(actor) ?? units[0] ?? "";
    const stored = await tx.storedFile.create({
      data: { ...file, unitId, createdById: authorOf(actor), waiting: true },
    });
    return {
      result: { id: stored.id, ...file },
      change: { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored },
    };
  },
});

// Until the form says to what it belongs, it waits where its sender may add evidence.
function homeOf(actor: Actor): string | undefined {
  return unitsWith(actor, evidenceEdit)[0];
}
