import "server-only";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Weight } from "@/lib/platform/report/pdf/theme";

/** The scripts a font file is for: "world" is Latin, Greek, Cyrillic and Devanagari. */
export type Script = "world" | "japanese";

const PACKAGES = "@expo-google-fonts";

const FILES: Record<Script, Record<Weight, string>> = {
  world: {
    regular: "noto-sans/400Regular/NotoSans_400Regular.ttf",
    bold: "noto-sans/700Bold/NotoSans_700Bold.ttf",
  },
  japanese: {
    regular: "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
    bold: "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
  },
};

/** A font that is needed to draw a report is not installed. */
export class FontMissing extends Error {
  override name = "FontMissing";
}

const files = new Map<string, Promise<Buffer>>();

/**
 * Returns the bytes of a static TrueType font from the installed packages, read once per process.
 * Throws FontMissing, naming every place looked at.
 */
export function readFont(script: Script, weight: Weight): Promise<Buffer> {
  const name = FILES[script][weight];
  let file = files.get(name);
  if (!file) {
    file = find(name, process.cwd());
    files.set(name, file);
    file.catch(() => files.delete(name));
  }
  return file;
}

/**
 * Looks in the working folder's node_modules and in those of the folders above it, as Node does. A bundled
 * server cannot ask the module system, because the bundler has replaced it.
 */
export async function find(name: string, from: string): Promise<Buffer> {
  const looked: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(/* turbopackIgnore: true */ folder, "node_modules", PACKAGES, name);
    try {
      return await readFile(/* turbopackIgnore: true */ path);
    } catch {
      looked.push(path);
    }
    if (dirname(folder) === folder) break;
  }
  throw new FontMissing(
    `The font ${name} is not installed. Run "npm ci", and start the server in the folder that holds its ` +
      `node_modules. Looked at: ${looked.join(", ")}.`,
  );
}
