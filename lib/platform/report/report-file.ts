import "server-only";
import { signStatement } from "@/lib/platform/audit/checkpoint";
import { Invalid } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import type { Report } from "@/lib/platform/report/model";
import { type PdfOptions, renderPdf } from "@/lib/platform/report/pdf/render-pdf";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

const howToCheck =
  "The digest covers the content of this report in order: its head, every text, figure and table row, not the layout. " +
  'The signature is Ed25519 over the line "plumbline-report-1 ", the digest in hexadecimal, and a line end. Check it with ' +
  "the public key of this installation, which the audit trail shows under the same name. Produce the report again for the " +
  "same day: as long as no record behind it was changed, the digest is the same.";

/** Returns a report as a PDF to be saved, signed with the key of the installation. */
export function pdfDownload(
  name: string,
  report: Report,
  layout: NonNullable<PdfOptions["layout"]>,
): Download {
  const sign = (digest: string) => {
    const { name: keyId, signature } = signStatement(`plumbline-report-1 ${digest}\n`);
    return { algorithm: "Ed25519", keyId, value: signature };
  };
  return new Download(name, "application/pdf", renderPdf(report, { layout, sign, howToCheck }));
}

/** Returns the day of a report: the one asked for, else today in the organisation's zone; a day to come is refused. */
export function reportDay(on: string | undefined, timeZone: string, now: Date): { day: string; asOf: Date } {
  const today = dayIn(timeZone, now);
  const day = on ?? today;
  if (day > today)
    throw new Invalid([{ path: "on", message: `The day is yet to come. Choose ${today} or earlier.` }]);
  return { day, asOf: endOfDay(addDays(day, -1), timeZone) };
}
