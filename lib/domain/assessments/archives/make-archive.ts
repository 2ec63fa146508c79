import "server-only";
import * as z from "zod";
import { printAssessment } from "@/lib/domain/assessments/report/print-assessment";
import { decisionContent } from "@/lib/domain/decisions/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { writeCsv } from "@/lib/platform/csv/write";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Progress } from "@/lib/platform/jobs/job";
import { pdfDownload } from "@/lib/platform/report/report-file";
import { storeZip, type ZipPart } from "@/lib/platform/storage/store-zip";

const archiveInput = z.object({ ids: z.array(z.uuid()), comments: z.boolean() });

/** What an archive came to: where its bytes are, and how many assessments are in it. */
export const archiveResult = z.object({
  sha256: z.string(),
  size: z.int(),
  printed: z.int(),
  skipped: z.int(),
});

/**
 * Prints assessments into an archive, one at a time: each as a PDF, beside exactly what was signed where it is approved, so
 * that its digest can be checked, and a list of all. One that its maker may no longer see is left out and said so.
 */
export async function makeArchive(
  actor: Actor,
  input: unknown,
  progress: Progress,
): Promise<z.output<typeof archiveResult>> {
  const { ids, comments } = archiveInput.parse(input);
  const listed: string[][] = [];
  let skipped = 0;
  async function* parts(): AsyncGenerator<ZipPart> {
    for (const [index, id] of ids.entries()) {
      await progress.report(index, ids.length, `${index} of ${ids.length} printed`);
      const paper = await printAssessment.execute(actor, { id, comments }).catch(absent);
      if (paper === null) {
        skipped += 1;
        listed.push([id, "", "Not printed: it is not there any more, or you may no longer read it", "", ""]);
        continue;
      }
      const { name, report, ref, signed } = paper;
      yield { name, bytes: pdfDownload(name, report, "record").bytes, compress: false };
      for (const [at, one] of signed.entries()) {
        const { bytes } = await decisionContent.execute(actor, { id: one.id });
        yield { name: `${ref}-signed-${at + 1}.json`, bytes, compress: true };
      }
      listed.push([ref, report.title, report.state, name, signed.map(({ digest }) => digest).join(" ")]);
    }
    const headings = ["Ref", "Assessment", "State", "File", "SHA-256 of what was signed"];
    const columns = headings.map((heading) => ({ heading }));
    yield { name: "contents.csv", bytes: writeCsv({ columns, rows: listed }), compress: true };
  }
  const stored = await storeZip(parts(), new Date());
  await progress.report(ids.length, ids.length, "Ready");
  return { ...stored, printed: ids.length - skipped, skipped };
}

function absent(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
