import "server-only";
import { recogniseFormat } from "@/lib/domain/test-runs/formats/recognise";
import { headOf } from "@/lib/domain/test-runs/formats/source/head";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import { storedFile } from "@/lib/domain/test-runs/imports/stored-file";
import type { StoredFile } from "@/lib/platform/database/generated/client";
import { PublicError } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";

interface FirstLook {
  format: string | null;
  formatVersion: string | null;
  /** Why no format is known for sure, with the nearest ones and what to do. */
  doubt: string | null;
}

const unknown = { format: null, formatVersion: null } as const;

/** Returns what the beginning of a file looks like, so that whoever hands it in sees at once whether it can be read. */
export async function firstLook(file: StoredFile): Promise<FirstLook> {
  if (!(await storage().has(file.sha256))) return { ...unknown, doubt: "The file is gone from the storage." };
  try {
    const { format, recognised } = recogniseFormat(await headOf(storedFile(file, null)));
    return { format: format.name, formatVersion: keptWords(recognised.version), doubt: null };
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return { ...unknown, doubt: keptWords(error.message) };
  }
}
