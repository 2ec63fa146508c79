import "server-only";
import { utf8Of } from "@/lib/domain/frameworks/versions/files/library-yaml";
import { readOscal } from "@/lib/domain/frameworks/versions/files/oscal";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";
import { readLibraryText } from "@/lib/domain/frameworks/versions/files/read-apart";
import { type Columns, readFrameworkTable } from "@/lib/domain/frameworks/versions/files/table";
import { type FoundFramework, frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import { TooLarge } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";

/** A framework in a file; of CSV, also its headings and which of them fed what. */
export type ReadFramework = FoundFramework & { headings?: readonly string[]; columns?: Columns };

/**
 * Returns the framework in a stored file, which kind it is told by its content: OSCAL JSON, CISO Assistant YAML, else CSV.
 * Throws TooLarge, or Invalid with the lines or places that keep it from being read.
 */
export async function readFrameworkFile(
  { sha256, size }: { sha256: string; size: number },
  columns: Columns | null,
): Promise<ReadFramework> {
  if (size > frameworkLimits.bytes)
    throw new TooLarge(
      `A framework's file may have ${frameworkLimits.bytes / 1_000_000} MB. Split it, or save it without indentation.`,
    );
  const bytes = await new Response(await storage().get(sha256)).bytes();
  const start = new TextDecoder().decode(bytes.subarray(0, 4_096)).trimStart();
  if (start.startsWith("PK\u0003\u0004"))
    throw refusal(["This is a workbook or an archive. Save the sheet as CSV (UTF-8), or unpack it."]);
  if (start.startsWith("<"))
    throw refusal(["This is XML. Convert the catalog to OSCAL JSON, for example with oscal-cli."]);
  if (start.startsWith("{") || start.startsWith("[")) return readOscal(utf8Of(bytes));
  const first = start.split("\n").find((line) => !/^\s*(#|---|$)/.test(line)) ?? "";
  return /^[A-Za-z_]+:(\s|$)/.test(first)
    ? readLibraryText("framework", utf8Of(bytes))
    : readFrameworkTable(bytes, columns);
}
