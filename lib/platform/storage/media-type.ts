import "server-only";
import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";

/** How much of a file is looked at where it has no mark of its own. */
const looked = 64 * 1024;

const xml: readonly string[] = ["application/xml", "text/xml"];

/**
 * Returns the media type of a file as its content tells it, never its name or its sender. Text has no mark of its own: it
 * is HTML, SVG, a script or plain text by how it begins, and application/octet-stream where it is no text.
 */
export async function mediaTypeOf(place: string): Promise<string> {
  const known = (await fileTypeFromFile(place))?.mime;
  if (known !== undefined && !xml.includes(known)) return known;
  return textType(await beginning(place)) ?? known ?? "application/octet-stream";
}

async function beginning(place: string): Promise<Uint8Array> {
  const file = await open(place);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(looked), 0, looked, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// What browsers take for HTML (WHATWG MIME Sniffing, 7.1), and anything that holds a script or an SVG after a "<".
const html =
  /<(!doctype html|html|head|body|script|iframe|title|style|table|object|embed|form|h1|div|font|a|p|br|b)[\s/>]/i;
const svg = /<([a-z]+:)?svg[\s>]/i;

function textType(bytes: Uint8Array): string | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const begins = text.replace(/^\ufeff/, "").trimStart();
  if (begins.startsWith("#!")) return "text/x-shellscript";
  if (!begins.startsWith("<")) return "text/plain";
  if (svg.test(begins)) return "image/svg+xml";
  if (html.test(begins)) return "text/html";
  return begins.startsWith("<?xml") ? "application/xml" : "text/plain";
}

// A character that is cut at the end of what was looked at is no fault.
function decoded(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: bytes.length === looked });
  } catch {
    return null;
  }
}
