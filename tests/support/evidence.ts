import { createEvidence } from "@/lib/domain/evidence/commands/change-evidence";
import { uploadEvidenceFile } from "@/lib/domain/evidence/commands/upload-file";
import type { Actor } from "@/lib/platform/access/actor";
import { receiveFile } from "@/lib/platform/storage/receive-file";

/** Hands in a file as a form does when one is chosen; returns its id. */
export async function handedIn(actor: Actor, words: string, name = "report.txt"): Promise<string> {
  const request = new Request("http://localhost/", { method: "POST", body: words });
  const { id } = await uploadEvidenceFile.execute(actor, { file: await receiveFile(request, name) });
  return id;
}

/** Adds a piece of evidence with a file of these words. */
export async function evidenceWith(
  actor: Actor,
  unitId: string,
  facts: Partial<Parameters<typeof createEvidence.execute>[1]> = {},
  words = `Words ${Math.random()}`,
) {
  const fileId = await handedIn(actor, words);
  return createEvidence.execute(actor, {
    title: "Red-team report",
    kind: "report",
    unitId,
    fileId,
    ...facts,
  });
}
