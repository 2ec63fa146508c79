import "server-only";
import * as z from "zod";
import { undated } from "@/lib/domain/frameworks/rules";
import { faultsOf } from "@/lib/domain/frameworks/versions/files/check-lines";
import { readLibraryYaml } from "@/lib/domain/frameworks/versions/files/library-yaml";
import { counted, keyFrom, refusal, titleFrom } from "@/lib/domain/frameworks/versions/files/problems";
import {
  type FoundFramework,
  frameworkLimits,
  type StoredLine,
} from "@/lib/domain/frameworks/versions/schema";

const words = z.string().nullish();
const written = z.union([z.string(), z.number(), z.date()]).nullish();

const node = z.object({
  urn: z.string().min(1),
  parent_urn: words,
  assessable: z.boolean().nullish(),
  depth: z.int().nullish(),
  ref_id: written,
  name: written,
  description: words,
  annotation: words,
  typical_evidence: words,
  implementation_groups: z.array(z.string()).nullish(),
  reference_controls: z.array(z.unknown()).nullish(),
  threats: z.array(z.unknown()).nullish(),
  questions: z.unknown().optional(),
  translations: z.unknown().optional(),
});

const framework = z.object({
  urn: words,
  ref_id: written,
  name: words,
  requirement_nodes: z.array(node).min(1),
  implementation_groups_definition: z.array(z.object({ ref_id: z.string(), name: words })).nullish(),
});

const library = z.object({
  urn: words,
  ref_id: written,
  name: words,
  copyright: words,
  version: written,
  publication_date: written,
  provider: words,
  packager: words,
  objects: z.looseObject({
    framework: framework.nullish(),
    frameworks: z.array(framework).nullish(),
  }),
});

type Library = z.output<typeof library>;
type Node = z.output<typeof node>;

/** Returns the framework in a library of CISO Assistant; throws Invalid with the lines of the file that keep it from being read. */
export function readCisoAssistant(text: string): FoundFramework {
  const { library: held, lineOf } = readLibraryYaml(text, library);
  const { framework: one, path } = onlyFramework(held);
  const placeOf = (index: number) => `Line ${lineOf([...path, "requirement_nodes", index])}`;
  const { lines, warnings, faults } = linesOf(one, placeOf);
  const wrong = faults.length > 0 ? faults : faultsOf(lines, placeOf);
  if (wrong.length > 0) throw refusal(wrong);
  const { name, provider, packager, copyright, version, publication_date: published } = held;
  return {
    format: "ciso-assistant",
    key: keyFrom(shown(one.ref_id) ?? one.name ?? name),
    title: one.name?.trim() || name?.trim() || null,
    edition: [shown(version), shown(published)].filter(Boolean).join(", ") || null,
    publisher: provider?.trim() || null,
    rights: [copyright?.trim(), packager && `Packaged by ${packager}.`].filter(Boolean).join("\n") || null,
    source: one.urn ?? held.urn ?? null,
    lines,
    warnings: [...leftOut(held), ...warnings],
  };
}

function onlyFramework({ objects }: Library) {
  if (objects.framework) return { framework: objects.framework, path: ["objects", "framework"] };
  const [first, ...more] = objects.frameworks ?? [];
  if (first && more.length === 0) return { framework: first, path: ["objects", "frameworks", 0] };
  if (first) throw refusal(["The library holds several frameworks. Split it, one framework to a file."]);
  const mappings = Object.keys(objects).some((key) => key.startsWith("requirement_mapping_set"));
  throw refusal([
    mappings
      ? "This library holds mappings and no framework."
      : 'This library holds no framework: "objects.framework" is missing. Choose another file.',
  ]);
}

function linesOf(
  { requirement_nodes: nodes, implementation_groups_definition: groups }: z.output<typeof framework>,
  placeOf: (index: number) => string,
) {
  const faults: string[] = [];
  const refs = new Map<string, string>();
  const taken = new Set<string>();
  const counts = { unnumbered: 0, twice: 0, guessed: 0, links: 0, questions: 0, translations: 0 };
  // References first, so that a node may stand before the one above it.
  for (const [index, one] of nodes.entries()) {
    if (refs.has(one.urn)) faults.push(`${placeOf(index)}: the URN "${one.urn}" stands twice.`);
    const own = shown(one.ref_id);
    const last = one.urn.slice(one.urn.lastIndexOf(":") + 1);
    if (own === null) counts.unnumbered += 1;
    else if (taken.has(own)) counts.twice += 1;
    const ref = own !== null && !taken.has(own) ? own : last;
    taken.add(ref);
    refs.set(one.urn, ref);
  }
  const names = new Map((groups ?? []).map(({ ref_id, name }) => [ref_id, name]));
  const above: string[] = [];
  const lines = nodes.map((one, index): StoredLine => {
    const depth = one.depth ?? 1;
    const guessed = !one.parent_urn && depth > 1 ? (above[depth - 2] ?? null) : null;
    if (guessed !== null) counts.guessed += 1;
    above.length = Math.min(above.length, Math.max(0, depth - 1));
    above[Math.min(Math.max(depth, 1), frameworkLimits.depth) - 1] = one.urn;
    if (one.parent_urn && !refs.has(one.parent_urn))
      faults.push(`${placeOf(index)}: it stands below "${one.parent_urn}", which the file does not have.`);
    counts.links += (one.reference_controls?.length ?? 0) + (one.threats?.length ?? 0);
    if (one.questions) counts.questions += 1;
    if (one.translations) counts.translations += 1;
    const parent = one.parent_urn ?? guessed;
    return { ...lineOf(one, names), ref: refs.get(one.urn) ?? "", parentRef: refs.get(parent ?? "") ?? null };
  });
  return { lines, faults, warnings: warningsOf(counts) };
}

function lineOf(
  one: Node,
  groups: ReadonlyMap<string, string | null | undefined>,
): Omit<StoredLine, "ref" | "parentRef"> {
  const [name, description] = [shown(one.name), one.description?.trim() || null];
  const within = (one.implementation_groups ?? []).map((ref) =>
    groups.get(ref) ? `${ref} (${groups.get(ref)})` : ref,
  );
  const whole = name ?? (description === null ? shown(one.ref_id) : titleFrom(description));
  return {
    sourceId: one.urn,
    parentFramework: null,
    kind: one.assessable ? "requirement" : "heading",
    title: whole ?? "",
    // A description that is the title already is not said again.
    text: description === whole ? null : description,
    assessable: one.assessable ?? false,
    appliesTo: [],
    appliesFrom: undated,
    practicalFrom: undated,
    notes: [
      ...(within.length > 0 ? [`Implementation groups: ${within.join(", ")}.`] : []),
      ...(one.annotation?.trim() ? [one.annotation.trim()] : []),
      ...(one.typical_evidence?.trim() ? [`Typical evidence: ${one.typical_evidence.trim()}`] : []),
    ],
  };
}

function warningsOf(counts: Record<string, number>): string[] {
  const say = (count = 0, one: string, rest: string) =>
    count === 0 ? [] : [`${counted(count, one)} ${rest}`];
  return [
    ...say(
      counts["unnumbered"],
      "line",
      "without a reference: the last part of the URN stands in its place.",
    ),
    ...say(
      counts["twice"],
      "line",
      "with a reference that stands twice: the last part of the URN stands in its place.",
    ),
    ...say(counts["guessed"], "line", "without a parent: put below the line above it of a smaller depth."),
    ...say(counts["links"], "link", "to reference controls and threats of CISO Assistant left out."),
    ...say(counts["questions"], "line", "with questions of CISO Assistant, which are left out."),
    ...say(counts["translations"], "line", "with translations, which are left out."),
  ];
}

function leftOut({ objects }: Library): string[] {
  const others = Object.keys(objects).filter((key) => key !== "framework" && key !== "frameworks");
  return others.length > 0
    ? [`Left out, since it is no framework: ${others.slice(0, 10).join(", ").slice(0, 300)}.`]
    : [];
}

function shown(value: z.output<typeof written>): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null || value === undefined ? null : String(value).trim() || null;
}
