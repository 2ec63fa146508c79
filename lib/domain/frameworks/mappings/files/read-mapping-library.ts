import "server-only";
import * as z from "zod";
import type { FoundMapping, FoundRow } from "@/lib/domain/frameworks/mappings/schema";
import { turnedRound } from "@/lib/domain/frameworks/rules";
import type { Relationship } from "@/lib/domain/frameworks/schema";
import { readLibraryYaml } from "@/lib/domain/frameworks/versions/files/library-yaml";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";

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

/** Returns the mappings in a library of CISO Assistant; throws Invalid with the lines that keep it from being read. */
export function readMappingLibrary(text: string): FoundMapping {
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

/** Returns the relationship that a word of a file names, null where it names none; a word that is none is added to the faults. */
export function relationOf(
  said: string | null | undefined,
  place: string,
  faults: string[],
): Relationship | null {
  const word = said?.trim().toLowerCase().replaceAll("_", "-") ?? "";
  if (word === "") return null;
  const known = Object.hasOwn(relations, word) ? relations[word] : undefined;
  if (!known)
    faults.push(
      `${place}: "${word.slice(0, 60)}" is no relationship. Write equal, superset, subset, intersects or none.`,
    );
  return known ?? null;
}
