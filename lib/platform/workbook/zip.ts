import "server-only";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { WorkbookError } from "./workbook-error.ts";
import { damaged } from "./xml-scan.ts";

export interface ZipLimits {
  entries: number;
  /** The most bytes of one part, and of all parts together, when inflated. */
  part: number;
  total: number;
  /** How many bytes one compressed byte may become, in parts of more than `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
}

/** An archive whose directory was looked through: its parts by name. */
export interface OpenZip {
  file: ZipFile;
  parts: ReadonlyMap<string, Entry>;
}

/**
 * Opens an archive and checks its directory before a byte of it is inflated. Throws WorkbookError when a limit is
 * passed, when parts lie over each other or are encrypted, and when the directory cannot be read. The caller closes it.
 */
export async function openZip(path: string, limits: ZipLimits): Promise<OpenZip> {
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
    throw damaged();
  });
  try {
    if (file.entryCount > limits.entries)
      throw new WorkbookError(
        "too-many-parts",
        `The workbook has ${file.entryCount.toLocaleString("en")} parts; at most ${limits.entries.toLocaleString("en")} are read. Remove pictures and sheets that are not needed, or save the sheet as CSV.`,
      );
    const parts = new Map<string, Entry>();
    for (const entry of await entriesOf(file)) {
      if (parts.has(entry.fileName)) throw overlap();
      checkEntry(entry, limits);
      parts.set(entry.fileName, entry);
    }
    checkTogether([...parts.values()], limits, file.fileSize);
    return { file, parts };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function entriesOf(file: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of file.eachEntry()) entries.push(entry);
  } catch {
    throw damaged();
  }
  return entries;
}

function checkEntry(entry: Entry, { part, ratio, ratioFrom }: ZipLimits): void {
  if (entry.isEncrypted())
    throw new WorkbookError(
      "encrypted",
      "The workbook is protected by a password. Remove the password in the spreadsheet, save it, and send that.",
    );
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw damaged();
  const { uncompressedSize: size, compressedSize } = entry;
  if (size > part) throw tooLarge(part);
  if (size > ratioFrom && size > ratio * compressedSize && isXml(entry.fileName))
    throw new WorkbookError(
      "compressed-too-much",
      `A part of the workbook would become ${Math.round(size / Math.max(1, compressedSize)).toLocaleString("en")} times as large when it is unpacked; up to ${ratio} times is read. Remove empty formatted rows and columns, or save the sheet as CSV.`,
    );
}

// The header of a part has 30 bytes and its name at least; what lies over another part is there to be unpacked twice.
function checkTogether(entries: readonly Entry[], { total }: ZipLimits, fileSize: number): void {
  const inflated = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (inflated > total) throw tooLarge(total);
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [index, entry] of inOrder.entries()) {
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameRaw.length + entry.compressedSize;
    if (end > (inOrder[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize)) throw overlap();
  }
}

/** Returns whether a part is XML by its name; only such parts are ever inflated. */
export function isXml(name: string): boolean {
  return /\.(xml|rels)$/i.test(name);
}

function tooLarge(most: number): WorkbookError {
  return new WorkbookError(
    "too-large",
    `Unpacked, the workbook is larger than ${Math.round(most / 1_000_000)} MB, the most that is read. Split it, or save the sheet as CSV.`,
  );
}

function overlap(): WorkbookError {
  return new WorkbookError(
    "overlap",
    "Parts of the workbook lie over each other, which no spreadsheet writes. It is not read. Save it again from the spreadsheet program.",
  );
}
