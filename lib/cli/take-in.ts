import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "@/lib/cli/command";
import { receiveFile } from "@/lib/platform/storage/receive-file";

/** Returns a file of this machine as the doors receive one; throws UsageError when there is none. */
export async function takeIn(file: string) {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`);
  const body = await openAsBlob(file);
  return receiveFile(new Request("http://localhost/", { method: "POST", body }), path.basename(file));
}
