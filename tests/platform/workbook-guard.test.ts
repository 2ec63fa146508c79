import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardWorkbook, workbookLimits } from "@/lib/platform/workbook/guard";
import { archive, directoryOf, megabytes, type Part, smallWorkbook } from "@/tests/support/archives";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plumbline-guard-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(bytes: Buffer): string {
  const file = path.join(folder, crypto.randomUUID());
  writeFileSync(file, bytes);
  return file;
}

const guard = (bytes: Buffer, limits = workbookLimits) => guardWorkbook(place(bytes), limits);
const withPart = (name: string, part: Part) => archive({ ...smallWorkbook(), [name]: part });
const sheet = "xl/worksheets/sheet1.xml";

function* nested(depth: number) {
  yield Buffer.from("<a>".repeat(depth));
  yield Buffer.from("</a>".repeat(depth));
}

function* cellsThenDepth(count: number) {
  yield Buffer.from("<a>");
  for (let row = 0; row < count * 20; row += 1) {
    const cells = Array.from(
      { length: 1_000 },
      (_, at) => `<c r="${row}" s="${at % 7}"><v>${row * at}</v></c>`,
    );
    yield Buffer.from(cells.join("").padEnd(50_000));
  }
  yield* nested(100_000);
}

const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "${"&a;".repeat(10)}">`).join("")}]><a>&b19;</a>`;

/** Writes into the directory of an archive, for each entry, what its headers say of the size. */
function lying(zip: Buffer, size: number): Buffer {
  const copy = Buffer.from(zip);
  const at = directoryOf(copy).at(-1) ?? 0;
  copy.writeUInt32LE(size, at + 24);
  return copy;
}

/** Lets every entry of the directory point at the first part. */
async function overlapping(): Promise<Buffer> {
  const copies = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`xl/copy${10 + i}.xml`, "<a/>"]));
  const zip = await archive({ ...smallWorkbook(), ...copies });
  const places = directoryOf(zip);
  for (const at of places.slice(-50))
    zip.copy(zip, at + 42, (places.at(-50) ?? 0) + 42, (places.at(-50) ?? 0) + 46);
  return zip;
}

const bombs: [name: string, code: string, make: () => Promise<Buffer>][] = [
  ["one byte that becomes a thousand", "compressed-too-much", () => withPart(sheet, () => megabytes(140))],
  ["more than may be unpacked", "too-large", () => withPart(sheet, () => megabytes(160))],
  ["a picture as large as a disk", "too-large", () => withPart("xl/media/image1.bmp", () => megabytes(160))],
  [
    "a directory that tells less than there is",
    "size-lie",
    async () => lying(await withPart("xl/sharedStrings.xml", () => megabytes(140)), 500),
  ],
  [
    "thousands of parts",
    "too-many-parts",
    () =>
      archive({
        ...smallWorkbook(),
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`xl/worksheets/s${i}.xml`, "<a/>"])),
      }),
  ],
  ["parts that lie over each other", "overlap", overlapping],
  ["entities that multiply", "declarations", () => withPart(sheet, laughs)],
  ["elements without bottom", "too-deep", () => withPart(sheet, () => nested(100_000))],
  [
    "a hundred megabytes of cells, and then elements without bottom",
    "too-deep",
    () => withPart(sheet, () => cellsThenDepth(100)),
  ],
  [
    "a text without end",
    "cell-too-long",
    () => withPart(sheet, Buffer.from(`<a>${randomText(3_000_000)}</a>`)),
  ],
];

function randomText(length: number): string {
  let seed = 7;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (seed % 26));
  }).join("");
}

describe("a workbook that is a bomb is refused before it is unpacked", () => {
  test.each(bombs)("%s: %s", async (_name, code, make) => {
    await expect(guard(await make())).rejects.toMatchObject({ code, message: expect.stringMatching(/\.$/) });
  });

  test("in a process of its own, none takes 50 MB of memory", async () => {
    const child = path.resolve(import.meta.dirname, "../support/guard-child.ts");
    for (const [name, code, make] of bombs) {
      const file = place(await make());
      const node = ["--conditions=react-server", child, file];
      const { stdout } = await promisify(execFile)(process.execPath, node);
      const found = JSON.parse(stdout) as { code: string; milliseconds: number; megabytes: number };
      console.log(`${name}: ${found.code} in ${found.milliseconds} ms, ${found.megabytes} MB`);
      expect(found).toMatchObject({ code });
      expect(found.megabytes).toBeLessThan(50);
    }
  });
});

describe("what is no workbook that can be read is refused in words that say what to do", () => {
  test("the old binary format, whatever its name", async () => {
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(5_000)]);
    await expect(guard(old)).rejects.toThrow("save it as .xlsx");
  });

  test("a workbook under a password, as a spreadsheet writes it and as an archive", async () => {
    const compound = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.alloc(3_000),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    await expect(guard(compound)).rejects.toThrow("Remove the password");
    const zip = await archive(smallWorkbook());
    for (const at of directoryOf(zip)) zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 1, at + 8);
    await expect(guard(zip)).rejects.toThrow("Remove the password");
  });

  test("a binary workbook, an OpenDocument file, and any other archive", async () => {
    await expect(guard(await archive({ "xl/workbook.bin": "x" }))).rejects.toThrow("save it as .xlsx");
    await expect(guard(await archive({ "content.xml": "<a/>" }))).rejects.toThrow("OpenDocument");
    await expect(guard(await archive({ "word/document.xml": "<a/>" }))).rejects.toThrow("not a workbook");
  });

  test("a file that was cut off, that has a flipped bit, or that only begins like an archive", async () => {
    const whole = await archive({ ...smallWorkbook(), [sheet]: `<a>${randomText(50_000)}</a>` });
    const flipped = Buffer.from(whole);
    const middle = Math.floor(whole.length / 2);
    flipped[middle] = (flipped[middle] ?? 0) ^ 0x10;
    for (const bytes of [whole.subarray(0, middle), flipped, Buffer.from("PK\u0003\u0004 and nothing else")])
      await expect(guard(bytes)).rejects.toMatchObject({ code: "damaged" });
    await expect(guard(await withPart(sheet, "<a><b></a>"))).rejects.toMatchObject({ code: "damaged" });
    await expect(guard(await withPart(sheet, Buffer.from("<a/>", "utf16le")))).rejects.toThrow("UTF-8");
  });
});

describe("what spreadsheets write passes", () => {
  test("a workbook with all that its markup may hold", async () => {
    const xml = `<?xml version="1.0"?><!-- a > b --><a x="1>2" y='"'><![CDATA[</b>]]>text &amp; more<b/><c></c></a>`;
    await expect(guard(await withPart("xl/more.xml", xml))).resolves.toEqual({ macros: false });
  });

  test("twenty thousand rows that are nearly the same", async () => {
    const book = new exceljs.Workbook();
    const rows = book.addWorksheet("Risks");
    for (let i = 0; i < 20_000; i += 1) rows.addRow([i, "Prompt injection", "High", 4, 5]);
    await expect(guard(Buffer.from(await book.xlsx.writeBuffer()))).resolves.toEqual({ macros: false });
  });

  test("a workbook with macros, and it is said that it has some", async () => {
    await expect(guard(await withPart("xl/vbaProject.bin", "macros"))).resolves.toEqual({ macros: true });
  });

  test("a workbook that holds another archive, which is never opened", async () => {
    const inner = await archive({ "bomb.xml": () => megabytes(40) });
    await expect(guard(await withPart("xl/embeddings/book.xlsx", inner))).resolves.toBeTruthy();
  });
});
