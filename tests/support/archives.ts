import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";

export type Part = string | Buffer | (() => Iterable<Buffer>);

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`;
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (targets: readonly (readonly [string, string])[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([type, target], index) =>
        `<Relationship Id="r${index + 1}" Type="${relation}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

/** The parts of the smallest workbook: one sheet with these XML rows. */
export function smallWorkbook(rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>') {
  return {
    "[Content_Types].xml": contentTypes,
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets><sheet name="Risks" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ["worksheet", "worksheets/sheet1.xml"],
      ["sharedStrings", "sharedStrings.xml"],
      ["styles", "styles.xml"],
    ]),
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  } satisfies Record<string, Part>;
}

/** Returns an archive with these parts. */
export async function archive(parts: Readonly<Record<string, Part>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === "function") zip.addReadStream(Readable.from(part(), { objectMode: false }), name);
    else zip.addBuffer(Buffer.from(part), name);
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Where the entries of an archive's directory begin. */
export function directoryOf(zip: Buffer): number[] {
  const places: number[] = [];
  const mark = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 4)) places.push(at);
  return places;
}

/** Yields so many million bytes of one character. */
export function* megabytes(count: number, character = " "): Generator<Buffer> {
  const block = Buffer.alloc(1_000_000, character);
  for (let made = 0; made < count; made += 1) yield block;
}

/** Returns the text of one part of an archive; throws when it has no such part. */
export async function partOf(archive: Buffer, name: string): Promise<string> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name) return (await buffer(await zip.openReadStreamPromise(entry))).toString();
  throw new Error(`There is no ${name}.`);
}
