import { readFile, stat } from "node:fs/promises";
import { UsageError } from "@/lib/cli/command";

/** Returns the text of a file that somebody named; throws UsageError where there is none, TooLarge or Invalid where it is too large or no UTF-8. */
export async function textFile(
  file: string,
  { mostBytes, advice }: { mostBytes: number; advice: string },
): Promise<string> {
  const { Invalid, TooLarge } = await import("@/lib/platform/errors/public-error");
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`);
  const kilobytes = mostBytes / 1000;
  const size = kilobytes < 1000 ? `${kilobytes} kB` : `${kilobytes / 1000} MB`;
  if (found.size > mostBytes) throw new TooLarge(`${file} is larger than ${size}. ${advice}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Invalid(`${file} is no UTF-8 text. Save it as UTF-8.`);
    throw error;
  }
}
