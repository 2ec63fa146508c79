import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { shippedFrameworks, shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { type CatalogueEntry, catalogueFile } from "@/lib/domain/risk-catalogue/schema";

const control = z.object({ id: z.string(), title: z.string(), kind: z.string(), description: z.string() });

/** The frameworks that an entry may cite by a ref alone: no two of them share one. */
const cited = [
  "owasp-llm-2025",
  "owasp-llm-2026",
  "owasp-agentic",
  "mitre-atlas",
  "nist-ai-600-1",
  "iso-42001",
  "eu-ai-act",
];

/** What an entry cites: a requirement of a framework, by its edition. */
interface Source {
  list: string;
  edition: string;
  id: string;
  name: string;
}

/** The catalogue as its files hold it, and the lists that its entries point into. */
export interface Catalogue {
  entries: readonly CatalogueEntry[];
  sources: ReadonlyMap<string, Source>;
  controls: ReadonlyMap<string, z.output<typeof control>>;
}

let known: Catalogue | undefined;

/** Returns the catalogue of AI risks, read once; throws with the file and the place where one does not fit. */
export function readCatalogue(): Catalogue {
  known ??= {
    entries: readEntries(),
    sources: readSources(),
    controls: new Map(shippedTable("threats/mitigations.csv", control).map((one) => [one.id, one])),
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

function readSources(): Map<string, Source> {
  const frameworks = shippedFrameworks().filter(({ key }) => cited.includes(key));
  return new Map(
    frameworks.flatMap(({ name: list, version: edition, requirements }) =>
      requirements.map(({ ref: id, title: name }): [string, Source] => [id, { list, edition, id, name }]),
    ),
  );
}
