import "server-only";
import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Entry } from "yauzl";
import { WorkbookError } from "./workbook-error.ts";
import { damaged, type XmlLimits, XmlScan } from "./xml-scan.ts";
import { isXml, type OpenZip, openZip, type ZipLimits } from "./zip.ts";

/**
 * What is read of a workbook at most. The ratio is the one of Apache POI (ZipSecureFile, 1 to 100), from 1 MB on: what
 * is smaller harms nobody.
 */
export const workbookLimits = {
  entries: 1_000,
  part: 150_000_000,
  total: 200_000_000,
  ratio: 100,
  ratioFrom: 1_000_000,
  depth: 100,
  token: 1_000_000,
} satisfies ZipLimits & XmlLimits;

/** What was found out about a workbook that may be read. */
export interface GuardedWorkbook {
  /** It holds macros, which are neither read nor run. */
  macros: boolean;
}

/**
 * Looks through a workbook before anything is made of it: what kind of file it is, its directory, and each XML part,
 * really inflated, byte by byte and in little memory. Throws WorkbookError, which says what to do, when it should not be read.
 */
export async function guardWorkbook(path: string, limits = workbookLimits): Promise<GuardedWorkbook> {
  await checkKind(path);
  const zip = await openZip(path, limits);
  try {
    checkParts(zip);
    for (const entry of zip.parts.values()) if (isXml(entry.fileName)) await scan(zip, entry, limits);
    return { macros: [...zip.parts.keys()].some((name) => /vbaProject\.bin$/i.test(name)) };
  } finally {
    zip.file.close();
  }
}

// The mark of Microsoft's compound files: .xls, and any workbook under a password.
const compound = "\u00d0\u00cf\u0011\u00e0";

async function checkKind(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString("latin1", 0, bytesRead) !== compound) return;
    for await (const chunk of file.createReadStream({ start: 0, end: 4_000_000, autoClose: false })) {
      if ((chunk as Buffer).includes(Buffer.from("EncryptedPackage", "utf16le")))
        throw new WorkbookError(
          "encrypted",
          "The workbook is protected by a password. Remove the password in the spreadsheet, save it, and send that.",
        );
    }
    throw new WorkbookError(
      "old-format",
      "This is a workbook in the old binary format (.xls). Open it in a spreadsheet, save it as .xlsx, and send that.",
    );
  } finally {
    await file.close();
  }
}

function checkParts({ parts }: OpenZip): void {
  const names = [...parts.keys()];
  if (names.some((name) => /workbook\.bin$/i.test(name)))
    throw new WorkbookError(
      "old-format",
      "This is a binary workbook (.xlsb). Open it in a spreadsheet, save it as .xlsx, and send that.",
    );
  if (parts.has("content.xml"))
    throw new WorkbookError(
      "not-a-workbook",
      "This is an OpenDocument file. Save the sheet as .xlsx or as CSV, and send that.",
    );
  if (!names.some((name) => /(^|\/)workbook\d*\.xml$/i.test(name)))
    throw new WorkbookError(
      "not-a-workbook",
      "This is an archive, but not a workbook. Send the sheet as .xlsx or as CSV.",
    );
}

async function scan({ file }: OpenZip, entry: Entry, limits: XmlLimits): Promise<void> {
  const xml = new XmlScan(limits);
  let sum = 0;
  try {
    for await (const chunk of await file.openReadStreamPromise(entry)) {
      sum = crc32(chunk as Buffer, sum);
      xml.take(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    throw liesOnSize(error) ? sizeLie() : damaged();
  }
  if (sum !== entry.crc32) throw damaged();
  xml.end();
}

// The library stops a part as soon as it holds more bytes than the directory says.
function liesOnSize(error: unknown): boolean {
  return error instanceof Error && /too many bytes|not enough bytes|size mismatch/i.test(error.message);
}

function sizeLie(): WorkbookError {
  return new WorkbookError(
    "size-lie",
    "A part of the workbook holds more than its directory says. It is not read. Save it again from the spreadsheet program.",
  );
}
