import "server-only";
import { formatAsOf } from "@/lib/platform/report/format";
import type { Report } from "@/lib/platform/report/model";
import type { Heading, HeadingDrawing } from "@/lib/platform/report/pdf/headings";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { drawFacts } from "@/lib/platform/report/pdf/table";
import { drawParagraph } from "@/lib/platform/report/pdf/text-blocks";

/** A signature over the content digest, made outside the renderer. */
export interface Signature {
  algorithm: string;
  keyId: string;
  /** The signature in base64 or hexadecimal. */
  value: string;
}

export const VERIFICATION = "Verification";

const HOW_TO_CHECK =
  "The digest covers the content of this report in order: its head, every text, figure and table row. It does " +
  "not depend on the layout or on who asked for the report. Produce the same report for the same instant: as " +
  "long as no record behind it was changed, the digest is the same.";

/** How many characters without a glyph are listed one by one. */
const LISTED = 200;

/** Draws the last page: which characters could not be drawn, and the digest with how to check it. */
export async function drawClosing(
  pages: Pages,
  report: Report,
  closing: {
    heading: Heading;
    headings: HeadingDrawing;
    digest: string;
    signature: Signature | undefined;
    howToCheck: string | undefined;
  },
): Promise<void> {
  await pages.turn();
  await closing.headings.draw(closing.heading, 0);
  const { signature, digest } = closing;
  const facts: [string, string][] = [
    ["Report", report.title],
    ["State", report.state],
    ["Content as of", `${formatAsOf(report)}; UTC ${report.asOf.toISOString()}`],
    ["Content digest (SHA-256)", grouped(digest)],
  ];
  if (signature) {
    facts.push(
      ["Signed with", `${signature.algorithm}, key ${signature.keyId}`],
      ["Signature", signature.value],
    );
  }
  facts.push(["How to check", closing.howToCheck ?? HOW_TO_CHECK]);
  await drawFacts(pages, { kind: "facts", items: facts.map(([label, value]) => ({ label, value })) });
  await drawMissing(pages);
}

async function drawMissing(pages: Pages): Promise<void> {
  const missing = [...pages.face.missing].sort((a, b) => a - b);
  if (missing.length === 0) return;
  const listed = missing.slice(0, LISTED).map(codePointName).join(", ");
  const more = missing.length > LISTED ? ` and ${missing.length - LISTED} more` : "";
  const text =
    `The fonts of this report have no picture for ${missing.length === 1 ? "one character" : `${missing.length} characters`}, ` +
    `drawn as an empty box: ${listed}${more}. The digest above covers the characters themselves.`;
  await drawParagraph(pages, { kind: "paragraph", style: "muted", text });
}

/** Returns the Unicode name by number, such as "U+1F600". */
function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function grouped(digest: string): string {
  return digest.replace(/(.{8})(?=.)/g, "$1 ");
}
