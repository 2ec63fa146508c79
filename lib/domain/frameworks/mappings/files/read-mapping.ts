import "server-only";
import * as z from "zod";
import { type FoundMapping, type FoundRow, mostRows } from "@/lib/domain/frameworks/mappings/schema";
import { turnedRound } from "@/lib/domain/frameworks/rules";
import type { Relationship } from "@/lib/domain/frameworks/schema";
import { readLibraryYaml, utf8Of } from "@/lib/domain/frameworks/versions/files/library-yaml";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";
import { frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { type CsvRow, readCsv } from "@/lib/platform/csv/read";
import { TooLarge } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";

/** How files name the relationships; CISO Assistant leaves the last letter of intersects. */
const relations: Readonly<Record<string, Relationship>> = {
  ...{ equal: "equal", equals: "equal", equivalent: "equal", superset: "superset", subset: "subset" },
  ...{ intersect: "intersects", intersects: "intersects", related: "intersects" },
  ...{ none: "none", "not-related": "none", "no relationship": "none" },
};

const words = z.string().nullish();
const mappingSet = z.object({
  name: words,
  source_framework_urn: z.string().min(1),
  target_framework_urn: z.string().min(1),
  requirement_mappings: z.array(
    z.object({
      source_requirement_urn: z.string().min(1),
      target_requirement_urn: z.string().min(1),
      relationship: words,
      rationale: words,
      annotation: words,
      strength_of_relationship: z.number().nullish(),
    }),
  ),
});
const library = z.object({
  name: words,
  copyright: words,
  provider: words,
  objects: z.object({
    requirement_mapping_set: mappingSet.nullish(),
    requirement_mapping_sets: z.array(mappingSet).nullish(),
  }),
});

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
  const found = /^[A-Za-z_]+:(\s|$)/.test(first) ? readLibrary(utf8Of(bytes)) : await readTable(bytes);
  if (found.rows.length === 0) throw refusal(["It holds no mappings."]);
  if (found.rows.length > mostRows)
    throw refusal([`It has more than ${mostRows.toLocaleString("en")} rows. Split it.`]);
  return found;
}

function readLibrary(text: string): FoundMapping {
  const { library: held, lineOf } = readLibraryYaml(text, library);
  const { objects, name, provider, copyright } = held;
  const one = objects.requirement_mapping_set;
  const sets = [
    ...(one ? [{ set: one, path: ["objects", "requirement_mapping_set"] }] : []),
    ...(objects.requirement_mapping_sets ?? []).map((set, at) => ({
      set,
      path: ["objects", "requirement_mapping_sets", at],
    })),
  ];
  const [head] = sets;
  if (!head) throw refusal(['This library holds no mappings: "requirement_mapping_set" is missing.']);
  const { source_framework_urn: source, target_framework_urn: target } = head.set;
  const faults: string[] = [];
  const rows = sets.flatMap(({ set, path }) => {
    const straight = set.source_framework_urn === source && set.target_framework_urn === target;
    const turned = set.source_framework_urn === target && set.target_framework_urn === source;
    if (!straight && !turned)
      faults.push(
        `Line ${lineOf(path)}: this set is between two other frameworks than the first. Put it into a file of its own.`,
      );
    return set.requirement_mappings.map((row, at): FoundRow => {
      const place = `Line ${lineOf([...path, "requirement_mappings", at])}`;
      const relationship = relationOf(row.relationship, place, faults);
      const ends = [row.source_requirement_urn, row.target_requirement_urn] as const;
      return {
        place,
        source: straight ? ends[0] : ends[1],
        target: straight ? ends[1] : ends[0],
        relationship: relationship && !straight ? turnedRound(relationship) : relationship,
        strength: row.strength_of_relationship ?? null,
        note:
          [row.rationale && `Rationale: ${row.rationale}.`, row.annotation?.trim()]
            .filter(Boolean)
            .join(" ") || null,
      };
    });
  });
  if (faults.length > 0) throw refusal(faults);
  const title = head.set.name?.trim() || name?.trim() || null;
  return {
    ...{ title, statedBy: provider?.trim() || null, rights: copyright?.trim() || null },
    ...{ frameworks: { source, target }, rows },
  };
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

function relationOf(said: string | null | undefined, place: string, faults: string[]): Relationship | null {
  const word = said?.trim().toLowerCase().replaceAll("_", "-") ?? "";
  if (word === "") return null;
  const known = Object.hasOwn(relations, word) ? relations[word] : undefined;
  if (!known)
    faults.push(
      `${place}: "${word.slice(0, 60)}" is no relationship. Write equal, superset, subset, intersects or none.`,
    );
  return known ?? null;
}
