import "server-only";
import { relationOf } from "@/lib/domain/frameworks/mappings/files/read-mapping-library";
import { type FoundMapping, type FoundRow, mostRows } from "@/lib/domain/frameworks/mappings/schema";
import { utf8Of } from "@/lib/domain/frameworks/versions/files/library-yaml";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";
import { readLibraryText } from "@/lib/domain/frameworks/versions/files/read-apart";
import { frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { type CsvRow, readCsv } from "@/lib/platform/csv/read";
import { TooLarge } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";

/** Returns the mappings in a stored file, CISO Assistant YAML or CSV; throws TooLarge, or Invalid with the lines that keep it from being read. */
export async function readMappingFile({
  sha256,
  size,
}: {
  sha256: string;
  size: number;
}): Promise<FoundMapping> {
  if (size > frameworkLimits.bytes)
    throw new TooLarge(`A file of mappings may have ${frameworkLimits.bytes / 1_000_000} MB. Split it.`);
  const bytes = await new Response(await storage().get(sha256)).bytes();
  const text = new TextDecoder().decode(bytes);
  const first = text.split("\n").find((line) => !/^\s*(#|---|$)/.test(line)) ?? "";
  if (/^\s*[{[]/.test(first)) throw refusal(["This is JSON. Mappings are read from YAML or CSV."]);
  const found = /^[A-Za-z_]+:(\s|$)/.test(first)
    ? await readLibraryText("mappings", utf8Of(bytes))
    : await readTable(bytes);
  if (found.rows.length === 0) throw refusal(["It holds no mappings."]);
  if (found.rows.length > mostRows)
    throw refusal([`It has more than ${mostRows.toLocaleString("en")} rows. Split it.`]);
  return found;
}

const headings = {
  source: ["source", "source ref", "from", "source reference"],
  target: ["target", "target ref", "to", "target reference"],
  relationship: ["relationship", "relation", "is to the other"],
  strength: ["strength", "strength of relationship"],
  note: ["note", "notes", "rationale", "reason"],
};

async function readTable(bytes: Uint8Array): Promise<FoundMapping> {
  const file = await tableIn(bytes);
  const plain = file.headings.map((one) =>
    one
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim(),
  );
  const at = (field: keyof typeof headings) => plain.findIndex((one) => headings[field].includes(one));
  if (at("source") < 0 || at("target") < 0)
    throw refusal([
      `Two columns hold the references: name them "Source" and "Target". The columns are: ${file.headings.join(", ").slice(0, 500)}.`,
    ]);
  const faults = file.rows.flatMap(({ problems }) => problems.map(({ message }) => message));
  const rows = file.rows.map(({ line, cells }): FoundRow => {
    const cell = (field: keyof typeof headings) => cells[at(field)]?.trim() ?? "";
    const place = `Line ${line}`;
    const strength = cell("strength") === "" ? null : Number(cell("strength"));
    if (Number.isNaN(strength))
      faults.push(`${place}: the strength is no number. Write 1 to 10, or nothing.`);
    return {
      ...{ place, source: cell("source"), target: cell("target"), strength },
      relationship: relationOf(cell("relationship"), place, faults),
      note: cell("note").slice(0, 2_000) || null,
    };
  });
  if (faults.length > 0) throw refusal(faults);
  return { title: null, statedBy: null, rights: null, frameworks: null, rows };
}

async function tableIn(bytes: Uint8Array) {
  try {
    const read = await readCsv(bytes, { limits: { bytes: frameworkLimits.bytes, rows: mostRows } });
    const rows: CsvRow[] = [];
    for await (const row of read.rows) rows.push(row);
    return { headings: read.headings, rows };
  } catch (error) {
    if (error instanceof CsvError) throw refusal([error.message]);
    throw error;
  }
}
