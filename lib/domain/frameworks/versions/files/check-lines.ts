import "server-only";
import { frameworkLimits, type StoredLine } from "@/lib/domain/frameworks/versions/schema";
import { storable } from "@/lib/platform/schema/field";

/** Where in the file a line stands: "line 12", "/catalog/groups/0". */
type PlaceOf = (index: number) => string;

/**
 * Returns what keeps lines from being a framework: too many, too long, a reference that stands twice, a parent that is not
 * there, a circle, or nothing to fulfil.
 */
export function faultsOf(lines: readonly StoredLine[], placeOf: PlaceOf): string[] {
  const { lines: mostLines, depth } = frameworkLimits;
  if (lines.length > mostLines)
    return [
      `It has ${lines.length.toLocaleString("en")} lines; ${mostLines.toLocaleString("en")} are the most. Split the framework.`,
    ];
  const byRef = new Map<string, number>();
  const faults = lines.flatMap((line, index) => {
    const first = byRef.get(line.ref);
    if (first === undefined) byRef.set(line.ref, index);
    return [
      ...lengthFaults(line).map((fault) => `${placeOf(index)}: ${fault}`),
      ...(first === undefined
        ? []
        : [
            `${placeOf(index)}: the reference "${line.ref}" stands twice, first at ${placeOf(first)}. Give each its own.`,
          ]),
    ];
  });
  for (const [index, line] of lines.entries())
    if (line.parentRef !== null && line.parentFramework === null && !byRef.has(line.parentRef))
      faults.push(
        `${placeOf(index)}: "${line.ref}" stands below "${line.parentRef}", which the file does not have.`,
      );
  if (faults.length > 0) return faults;
  for (const [index, line] of lines.entries()) {
    let at: StoredLine | undefined = line;
    for (let steps = 0; at?.parentRef != null && at.parentFramework === null; steps += 1) {
      if (steps > depth)
        return [
          `${placeOf(index)}: "${line.ref}" has more than ${depth} headings above it, or they go in a circle.`,
        ];
      at = lines[byRef.get(at.parentRef) ?? -1];
    }
  }
  return lines.some(({ assessable }) => assessable)
    ? []
    : ["Nothing in it can be fulfilled: every line is a heading. Say which lines are requirements."];
}

function lengthFaults({ ref, title, kind, text, notes }: StoredLine): string[] {
  const limits = frameworkLimits;
  const long = (what: string, value: string | null, most: number) =>
    value !== null && value.length > most
      ? [`the ${what} is longer than ${most.toLocaleString("en")} characters. Shorten it.`]
      : [];
  return [
    ...(ref === "" ? ["there is no reference. Fill it in."] : []),
    ...(title === "" ? ["there is neither a title nor a text. Fill one in."] : []),
    ...long("reference", ref, limits.ref),
    ...long("title", title, limits.title),
    ...long("kind", kind, limits.ref),
    ...long("text", text, limits.text),
    ...notes.flatMap((note) => long("note", note, limits.text)),
    ...([ref, title, kind, text ?? "", ...notes].every(storable)
      ? []
      : ["it holds a character that cannot be stored (NUL or half of a surrogate pair). Remove it."]),
  ];
}
