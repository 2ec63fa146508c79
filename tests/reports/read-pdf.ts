import { inflateSync } from "node:zlib";

/** One line of text as a page shows it, with the place of its baseline from the upper left corner. */
export interface ShownText {
  x: number;
  y: number;
  text: string;
}

/** A PDF file taken apart far enough to test what it says: objects by number, pages in order. */
export interface ReadPdf {
  source: string;
  object(id: number): string;
  /** The content of a stream, inflated. */
  stream(id: number): string;
  /** Every object's text, streams left out. */
  objects: string[];
  pages: { id: number; content: string; texts: ShownText[] }[];
}

const TOKEN = /\((?:\\.|[^\\()])*\)|<[0-9a-f]+>|\/?[A-Za-z]\w*|-?[\d.]+/gs;

/** Reads a file of our renderer through its cross-reference table; throws when an offset is wrong. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString("latin1");
  const offsets = readOffsets(source);
  const object = (id: number) => readObject(source, offsets, id);
  const root = object(Number(/\/Root (\d+) 0 R/.exec(source.slice(-2_000))?.[1]));
  const kids = /\/Kids \[(.*?)\]/.exec(object(reference(root, "Pages")))?.[1] ?? "";
  const fonts = new Map<number, Map<number, string>>();
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = object(Number(id));
    const content = streamOf(source, offsets, reference(page, "Contents"));
    const resources = object(reference(page, "Resources"));
    const show = (name: string) => formText(name, resources);
    return { id: Number(id), content, texts: textsOf(content, resources, show) };
  });
  const stream = (id: number) => streamOf(source, offsets, id);
  return { source, object, stream, objects: [...offsets.keys()].map(object), pages };

  function formText(name: string, resources: string): string {
    const id = reference(resources, name);
    return textsOf(streamOf(source, offsets, id), object(id), () => "")[0]?.text ?? "";
  }

  function textsOf(content: string, resources: string, form: (name: string) => string): ShownText[] {
    const texts: ShownText[] = [];
    let font = new Map<number, string>();
    let at: ShownText = { x: 0, y: 0, text: "" };
    let strings: string[] = [];
    let spoken = "";
    const before: string[] = [];
    for (const [token] of content.matchAll(TOKEN)) {
      const [last = "", secondLast = ""] = [before.at(-1), before.at(-2)];
      if (token === "Tf") font = fontOf(reference(resources, secondLast.slice(1)));
      else if (token === "Tm" || token === "cm") at = { x: Number(secondLast), y: Number(last), text: "" };
      if (token === "Tm") texts.push(at);
      const shown = token === "Do" ? form(last.slice(1)) : "";
      if (shown) texts.push({ ...at, text: shown });
      if (token === "BDC" && before.includes("/ActualText")) spoken = decodeUtf16(strings.at(-1) ?? "");
      if (token === "Tj" || token === "TJ")
        at.text += spoken ? "" : strings.map((one) => decode(one, font)).join("");
      if (token === "EMC" && spoken) {
        at.text += spoken;
        spoken = "";
      }
      if (/^(?:Tj|TJ|BDC)$/.test(token)) strings = [];
      if (/^(?:\(|<[0-9a-f])/.test(token)) strings.push(token);
      before.push(token);
      if (before.length > 5) before.shift();
    }
    return texts;
  }

  function fontOf(id: number): Map<number, string> {
    let map = fonts.get(id);
    if (!map) {
      map = readUnicode(streamOf(source, offsets, reference(object(id), "ToUnicode")));
      fonts.set(id, map);
    }
    return map;
  }
}

/** Returns everything a page shows, a line each. */
export function pageText(page: { texts: ShownText[] } | undefined): string {
  return (page?.texts ?? []).map(({ text }) => text.trimEnd()).join("\n");
}

function readOffsets(source: string): Map<number, number> {
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(source)?.[1]);
  const [, count] = /^xref\n0 (\d+)\n/.exec(source.slice(start, start + 40)) ?? [];
  const lines = source
    .slice(start)
    .split("\n")
    .slice(3, 2 + Number(count));
  return new Map(lines.map((line, index) => [index + 1, Number(line.slice(0, 10))]));
}

function readObject(source: string, offsets: Map<number, number>, id: number): string {
  const offset = offsets.get(id) ?? -1;
  const head = `${id} 0 obj\n`;
  if (!source.startsWith(head, offset)) throw new Error(`Object ${id} is not at its offset ${offset}.`);
  const end = source.indexOf("endobj", offset);
  const stream = source.indexOf("\nstream\n", offset);
  return source.slice(offset + head.length, stream > 0 && stream < end ? stream : end).trim();
}

function streamOf(source: string, offsets: Map<number, number>, id: number): string {
  const dictionary = readObject(source, offsets, id);
  const start = source.indexOf("\nstream\n", offsets.get(id)) + 8;
  const bytes = Buffer.from(
    source.slice(start, start + Number(/\/Length (\d+)/.exec(dictionary)?.[1])),
    "latin1",
  );
  return dictionary.includes("FlateDecode")
    ? inflateSync(bytes).toString("latin1")
    : bytes.toString("latin1");
}

/** Returns the number of the object that a dictionary names under a key. */
export function reference(dictionary: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1]);
}

function readUnicode(map: string): Map<number, string> {
  const codes = new Map<number, string>();
  for (const [, first, targets] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)) {
    [...(targets ?? "").matchAll(/<([0-9a-f ]*)>/g)].forEach(([, units], index) => {
      const text = (units ?? "").split(" ").map((unit) => String.fromCharCode(Number.parseInt(unit, 16)));
      codes.set(Number.parseInt(first ?? "", 16) + index, text.join(""));
    });
  }
  return codes;
}

function decodeUtf16(token: string): string {
  const bytes = Buffer.from(token.slice(1, -1), token.startsWith("<") ? "hex" : "latin1");
  return bytes[0] === 0xfe ? bytes.subarray(2).swap16().toString("utf16le") : bytes.toString("latin1");
}

function decode(token: string, font: Map<number, string>): string {
  const bytes = token.startsWith("<")
    ? Buffer.from(token.slice(1, -1), "hex")
    : Buffer.from(
        token.slice(1, -1).replace(/\\(.)/gs, (_, escaped) => (escaped === "r" ? "\r" : escaped)),
        "latin1",
      );
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) text += font.get(bytes.readUInt16BE(at)) ?? "?";
  return text;
}
