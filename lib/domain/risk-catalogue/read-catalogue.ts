import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { parse } from "yaml";
import * as z from "zod";
import { type CatalogueEntry, catalogueFile } from "@/lib/domain/risk-catalogue/schema";

const source = z.object({ list: z.string(), edition: z.string(), id: z.string(), name: z.string() });
const control = z.object({ id: z.string(), title: z.string(), kind: z.string(), description: z.string() });

/** The catalogue as its files hold it, and the lists that its entries point into. */
export interface Catalogue {
  entries: readonly CatalogueEntry[];
  sources: ReadonlyMap<string, z.output<typeof source>>;
  controls: ReadonlyMap<string, z.output<typeof control>>;
}

let known: Catalogue | undefined;

/** Returns the catalogue of AI risks, read once; throws with the file and the place where one does not fit. */
export function readCatalogue(): Catalogue {
  known ??= {
    entries: readEntries(),
    sources: readList("sources", source),
    controls: readList("mitigations", control),
  };
  return known;
}

function readEntries(): CatalogueEntry[] {
  const folder = path.resolve("prisma/reference/risk-catalogue");
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
  return files.flatMap((file) => {
    const parsed = catalogueFile.safeParse(parse(readFileSync(path.join(folder, file), "utf8")));
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
    const { family, label: familyLabel, threatFamily, entries } = parsed.data;
    return entries.map((entry) => ({ ...entry, family, familyLabel, threatFamily }));
  });
}

function readList<T extends { id: string }>(name: string, shape: z.ZodType<T>): Map<string, T> {
  const file = path.resolve("prisma/reference/threats", `${name}.csv`);
  const rows = z.array(shape).parse(parseCsv(readFileSync(file, "utf8"), { columns: true }));
  return new Map(rows.map((row) => [row.id, row]));
}
