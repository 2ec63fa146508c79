import "server-only";
import { parse } from "yaml";
import * as z from "zod";
import { parseTable, ReferenceDataError, readTable, textOf } from "@/lib/domain/frameworks/files/read-table";
import { readStandard, standardIn } from "@/lib/domain/frameworks/files/standard";
import { readAtlas, readOwaspAgentic, readOwaspLlm } from "@/lib/domain/frameworks/files/threat-lists";
import { checkTree } from "@/lib/domain/frameworks/files/tree-check";
import {
  type CrosswalkRow,
  confidences,
  type Framework,
  frameworksFile,
  relationships,
} from "@/lib/domain/frameworks/schema";

/** The key of the EU AI Act: of it an edition can be loaded that replaces the shipped one. */
export const actKey = "eu-ai-act";

const readers: Record<string, (framework: string) => Framework["requirements"]> = {
  "owasp-llm-2025": readOwaspLlm,
  "owasp-llm-2026": readOwaspLlm,
  "owasp-agentic": readOwaspAgentic,
  "mitre-atlas": readAtlas,
};

let known: readonly Framework[] | undefined;

/**
 * Returns the frameworks that Plumbline comes with, in the order of their list, read once and without a database.
 * Throws ReferenceDataError with file and line where one does not fit.
 */
export function shippedFrameworks(): readonly Framework[] {
  known ??= readFrameworks();
  return known;
}

function readFrameworks(): Framework[] {
  const file = "frameworks/frameworks.yaml";
  const listed = frameworksFile.safeParse(parse(textOf(file)));
  if (!listed.success) throw new ReferenceDataError(`${file}: ${z.prettifyError(listed.error)}`);
  const frameworks = listed.data.frameworks.map((entry) => ({
    ...entry,
    origin: null,
    requirements: (readers[entry.key] ?? readStandard)(entry.key),
  }));
  for (const framework of frameworks) checkTree(framework, frameworks);
  return frameworks;
}

/** Returns the rows of another CSV file of the reference data, each checked by the shape; throws ReferenceDataError. */
export function shippedTable<T>(file: string, shape: z.ZodType<T>): T[] {
  return readTable(file, shape);
}

/** Returns the rows of a CSV text as `shippedTable` does; the file is only named in errors. */
export function tableIn<T>(file: string, text: string, shape: z.ZodType<T>): T[] {
  return parseTable(file, text, shape);
}

/** Returns the text of a shipped file; throws ReferenceDataError when it is not there. */
export function shippedText(file: string): string {
  return textOf(file);
}

/** Returns another edition of a framework's requirements from the text of its CSV, its tree checked; throws ReferenceDataError. */
export function requirementsIn(framework: string, text: string): Framework["requirements"] {
  const requirements = standardIn(framework, text);
  const shipped = shippedFrameworks().find(({ key }) => key === framework);
  if (shipped) checkTree({ ...shipped, requirements }, shippedFrameworks());
  return requirements;
}

const oneOf = <const O extends readonly { value: string }[]>(options: O) =>
  z.enum(options.map(({ value }) => value) as [O[number]["value"], ...O[number]["value"][]]);
const text = z.string().trim().min(1);
const crosswalkRow = z.strictObject({
  source_framework: text,
  source_ref: text,
  relationship: oneOf(relationships),
  target_framework: text,
  target_ref: text,
  source_of_mapping: z
    .string()
    .regex(/^(published|judgement): ./, 'starts with "published:" or "judgement:"'),
  confidence: oneOf(confidences),
  note: z.string().trim(),
});

let crosswalk: readonly CrosswalkRow[] | undefined;

/** Returns the shipped rows between frameworks, read once; throws ReferenceDataError where a row points at nothing. */
export function shippedCrosswalk(): readonly CrosswalkRow[] {
  crosswalk ??= readCrosswalk();
  return crosswalk;
}

function readCrosswalk(): CrosswalkRow[] {
  const file = "frameworks/crosswalk.csv";
  const keys = new Set(shippedFrameworks().flatMap(({ requirements }) => requirements.map(({ key }) => key)));
  return readTable(file, crosswalkRow).map((row) => {
    const source = { framework: row.source_framework, ref: row.source_ref };
    const target = { framework: row.target_framework, ref: row.target_ref };
    for (const end of [source, target])
      if (!keys.has(`${end.framework}:${end.ref}`))
        throw new ReferenceDataError(`${file}: ${end.framework} has no requirement "${end.ref}".`);
    const [basis = "", statedBy = ""] = row.source_of_mapping.split(/: (.*)/s);
    return {
      source,
      target,
      relationship: row.relationship,
      basis: basis === "published" ? "published" : "judgement",
      statedBy,
      confidence: row.confidence,
      note: row.note || null,
    };
  });
}
