import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import type { Gathered } from "@/lib/domain/audit-packs/contents/gather";
import type { RegisterRow } from "@/lib/platform/register/column";
import { storage } from "@/lib/platform/storage/storage";

/** Returns where the file of a piece of evidence lies in a pack; null where it has none. */
export function evidencePath({ ref, versions, fileName, sha256 }: RegisterRow): string | null {
  if (typeof sha256 !== "string" || typeof fileName !== "string") return null;
  return `evidence/${ref.toLowerCase()}-v${versions}-${plainName(fileName)}`;
}

/** Writes the file of the newest version of each piece of evidence as it was on the day; reports each. */
export async function writeEvidenceFiles(
  folder: PackFolder,
  { registers }: Gathered,
  report: (done: number) => Promise<void>,
): Promise<void> {
  for (const [index, row] of registers.evidence.rows.entries()) {
    const path = evidencePath(row);
    if (path !== null) await folder.add(path, await storage().get(String(row["sha256"])));
    await report(index + 1);
  }
}

// Letters, digits, dots and dashes: the name that it had stands in the register of evidence.
function plainName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return plain.slice(-60).replace(/^[^a-z0-9]+/, "") || "file";
}
