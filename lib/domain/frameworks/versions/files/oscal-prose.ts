import "server-only";
import type {
  Catalog,
  Control,
  Group,
  Param,
  Part,
} from "@/lib/domain/frameworks/versions/files/oscal-shape";

/** Parts that say how to assess a control, which a register of requirements does not keep. */
const assessing = [
  "assessment",
  "assessment-method",
  "assessment-objective",
  "objective",
  "assessment-objects",
];
/** Parts whose words are the requirement itself. */
const stating = ["statement", "overview"];

/** How deep a placeholder may stand within the choices of another. */
const deepest = 5;

type Params = ReadonlyMap<string, Param>;

/** Returns every parameter of a catalog by its id; parts refer to them from anywhere. */
export function paramsOf(catalog: Catalog): Params {
  const found = new Map<string, Param>();
  const open: (Catalog | Group | Control)[] = [catalog];
  for (let one = open.pop(); one; one = open.pop()) {
    for (const param of one.params ?? []) found.set(param.id, param);
    open.push(...(one.controls ?? []));
    if ("groups" in one) open.push(...(one.groups ?? []));
  }
  return found;
}

/** Returns prose with each placeholder of a parameter replaced by its value, its choices or its label in brackets. */
function filled(prose: string, params: Params, depth = 0): string {
  return prose.replace(/\{\{\s*(?:insert:\s*)?(?:param,\s*)?([^\s{},]+)\s*\}\}/g, (whole, id: string) => {
    const param = params.get(id);
    if (!param || depth > deepest) return param ? `[${param.label ?? id}]` : whole;
    if (param.values && param.values.length > 0) return param.values.join(", ");
    const choices = param.select?.choice ?? [];
    if (choices.length === 0) return `[${param.label ?? id}]`;
    const many = param.select?.["how-many"] === "one-or-more" ? "one or more of" : "one of";
    return `[${many}: ${choices.map((choice) => filled(choice, params, depth + 1)).join("; ")}]`;
  });
}

/** What the parts of a line say: the requirement, what is noted beside it, and how many parts are left out. */
interface Said {
  text: string | null;
  notes: string[];
  leftOut: number;
}

/** Returns the words of the parts of a control or group, items with their labels and one to a line. */
export function saidIn(parts: readonly Part[] | undefined, params: Params): Said {
  const said: Said = { text: null, notes: [], leftOut: 0 };
  for (const part of parts ?? []) {
    const words = wordsOf(part, params).join("\n").trim();
    if (assessing.includes(part.name)) said.leftOut += 1;
    else if (words === "") continue;
    else if (stating.includes(part.name)) said.text = said.text === null ? words : `${said.text}\n${words}`;
    else if (part.name === "note") said.notes.push(words);
    else said.notes.push(`${nameOf(part)}: ${words}`);
  }
  return said;
}

function wordsOf(part: Part, params: Params): string[] {
  const label = part.props?.find(({ name, class: kind }) => name === "label" && kind === undefined)?.value;
  const own = [label, part.prose && filled(part.prose, params).trim()].filter(Boolean).join(" ");
  return [own, ...(part.parts ?? []).flatMap((below) => wordsOf(below, params))].filter(
    (line) => line !== "",
  );
}

function nameOf({ title, name }: Part): string {
  if (title) return title;
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
