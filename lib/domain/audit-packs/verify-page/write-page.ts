import "server-only";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";

/** The files that the page is made of, in order: what the command line checks with, and the page's own script. */
const sources = [
  "format/layout.ts",
  "format/envelope.ts",
  "format/archive.ts",
  "format/verify.ts",
  "verify-page/page.ts",
];
const folder = path.join(process.cwd(), "lib/domain/audit-packs");

let written: string | undefined;

/**
 * Returns verify.html: one file that checks a pack in a browser without a network, by the very code of `plumbline verify`.
 * The types are taken out of it, and its policy allows this one script and no connection.
 */
export function verifyPage(): string {
  written ??= write();
  return written;
}

function write(): string {
  const script = sources.map((file) => plain(readFileSync(path.join(folder, file), "utf8"))).join("\n");
  // In a block of its own, so that no name of ours meets one of the page.
  const whole = `"use strict";{\n${script.replaceAll("</script", "<\\/script")}\n}`;
  const hash = `sha256-${createHash("sha256").update(whole).digest("base64")}`;
  const page = readFileSync(path.join(folder, "verify-page/page.html"), "utf8");
  return page.replace("script-hash", hash).replace("<!-- the script -->", () => `<script>${whole}</script>`);
}

function plain(text: string): string {
  return stripTypeScriptTypes(text)
    .replace(/^import\b[\s\S]*?;$/gm, "")
    .replace(/^export /gm, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
