import {
  type LibraryControl,
  mappingConfidences,
  mappingRelations,
} from "@/lib/domain/controls/library/schema";

/** What a control is to one requirement, and how sure that is. */
export type Mapped = LibraryControl["requirements"][number];

/** Returns the reference of an own control of the library, such as L-0012. */
export function ownControlRef(number: number): string {
  return `L-${String(number).padStart(4, "0")}`;
}

/** Returns the key under which an own control stands in the library beside the shipped ones, such as own-0012. */
export function ownControlKey(number: number): string {
  return `own-${String(number).padStart(4, "0")}`;
}

const relations: ReadonlySet<string> = new Set(mappingRelations.map(({ value }) => value));
const confidences: ReadonlySet<string> = new Set(mappingConfidences.map(({ value }) => value));
/** Requirements that one control may be mapped to. */
export const mostMapped = 200;

/**
 * Returns what the lines of a mapping say, and what is wrong with them. A line names the framework and the reference, then
 * what the control does (related where it does not say) and how sure that is (low where it does not say).
 */
export function readMappings(text: string | null): { mappings: Mapped[]; faults: string[] } {
  const lines = (text ?? "")
    .split(/[\n;|]/)
    .map((line) => line.trim())
    .filter(Boolean);
  const mappings: Mapped[] = [];
  const faults: string[] = [];
  if (lines.length > mostMapped)
    faults.push(`It names more than ${mostMapped} requirements. Split the control.`);
  for (const line of lines.slice(0, mostMapped)) {
    const [, framework, rest = ""] = /^([a-z][a-z0-9-]*)\s*[:\s]\s*(\S.*)$/.exec(line) ?? [];
    if (framework === undefined) {
      faults.push(
        `"${line.slice(0, 80)}" names no framework and reference. Write it like: iso-42001 A.6.2.4 subset medium.`,
      );
      continue;
    }
    mappings.push({ framework, ...tailOf(rest) });
  }
  const twice = mappings.find((one, at) =>
    mappings.slice(0, at).some(({ framework, ref }) => framework === one.framework && ref === one.ref),
  );
  if (twice) faults.push(`${twice.framework} ${twice.ref} stands twice. Keep one of the two.`);
  return { mappings, faults };
}

// References may hold spaces ("Art. 9(1)"): words are taken from the end for as long as they are no part of it.
function tailOf(rest: string): Omit<Mapped, "framework"> {
  const words = rest
    .replace(/[=,()]+(?=\s|$)|\s[=,(]+/g, (marks) => (marks.trim() === ")" ? marks : " "))
    .split(/\s+/);
  let [relation, confidence]: [Mapped["relation"], Mapped["confidence"]] = ["intersects", "low"];
  for (let last = words.at(-1)?.toLowerCase(); words.length > 1 && last; last = words.at(-1)?.toLowerCase()) {
    if (confidences.has(last)) confidence = last as Mapped["confidence"];
    else if (relations.has(last)) relation = last as Mapped["relation"];
    else break;
    words.pop();
  }
  return { ref: words.join(" ").trim(), relation, confidence };
}

/** Returns the text of a mapping as it is kept and written into files, one a line; what cannot be read stays as it is. */
export function tidyMappings(text: string): string {
  const { mappings, faults } = readMappings(text);
  return faults.length > 0 ? text : mappingText(mappings);
}

/** Returns mappings as the text that is kept of them, one a line. */
export function mappingText(mappings: readonly Mapped[]): string {
  return mappings
    .map(({ framework, ref, relation, confidence }) => `${framework} ${ref} ${relation} ${confidence}`)
    .join("\n");
}

/** Returns the rows of a mapping that is being written: what is not whole yet stays as far as it goes. */
export function mappingDraft(text: string): Mapped[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [whole] = readMappings(line).mappings;
    if (whole) return whole;
    const bare = /^[a-z][a-z0-9-]*$/.test(line.trim());
    return {
      ...(bare ? { framework: line.trim(), ref: "" } : { framework: "", ref: line }),
      ...{ relation: "intersects", confidence: "low" },
    };
  });
}

/** Returns the text of a mapping that is being written, one a line; whole rows as they are kept. */
export function mappingDraftText(rows: readonly Mapped[]): string {
  return rows
    .map((row) => (row.framework && row.ref ? mappingText([row]) : row.framework || row.ref))
    .join("\n");
}
