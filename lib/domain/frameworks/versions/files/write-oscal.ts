import "server-only";
import { v5 } from "uuid";
import { writeStart } from "@/lib/domain/frameworks/rules";
import type { Framework, Requirement } from "@/lib/domain/frameworks/schema";
import { oscalVersion, ownNames, ownProps } from "@/lib/domain/frameworks/versions/oscal-names";

/** Ids in OSCAL are of version 4 or 5; ours are made from what they stand for. */
const namespace = "5f0a3b9e-6c1d-4c53-8e63-0c6f6b1c9a10";

const words = "Identifiers and titles are facts of the source; the statements are paraphrases, not its text.";

interface Prop {
  name: string;
  ns?: string;
  value: string;
}

interface Part {
  id: string;
  name: string;
  ns?: string;
  prose: string;
}

/** A group or a control of the catalog. */
interface Node {
  id: string;
  title: string;
  props: Prop[];
  parts?: Part[];
  groups?: Node[];
  controls?: Node[];
}

/**
 * Returns a framework as an OSCAL catalog: what can be fulfilled as controls, headings as groups. What OSCAL has no word for
 * stands in properties of our own, so that reading it gives the same requirements again.
 */
export function writeOscal(framework: Framework, made: Date): object {
  const { key, name, version, publisher, origin, doubts, requirements } = framework;
  const id = (what: string) => v5(`${key}/${version}/${what}`, namespace);
  const remarks = origin
    ? (origin.rights ?? "")
    : [words, ...doubts.map(({ ref, text }) => (ref ? `${ref}: ${text}` : text))].join("\n");
  return {
    catalog: {
      uuid: id("catalog"),
      metadata: {
        title: oneLine(name),
        "last-modified": made.toISOString(),
        version: oneLine(version),
        "oscal-version": oscalVersion,
        props: [own(ownProps.key, key)],
        roles: [{ id: "publisher", title: "Publisher" }],
        parties: [{ uuid: id("publisher"), type: "organization", name: oneLine(publisher) }],
        "responsible-parties": [{ "role-id": "publisher", "party-uuids": [id("publisher")] }],
        ...(remarks === "" ? {} : { remarks }),
      },
      ...nodesOf(requirements),
    },
  };
}

function nodesOf(requirements: readonly Requirement[]): Pick<Node, "groups" | "controls"> {
  const taken = new Set<string>();
  const root: Pick<Node, "groups" | "controls"> = {};
  const made = new Map<string, { node: Node; control: boolean }>();
  const placed = new Set(requirements.map(({ ref }) => ref));
  requirements.forEach((one, at) => {
    const inside = one.parentFramework === null && one.parentRef !== null && placed.has(one.parentRef);
    const above = inside ? made.get(one.parentRef ?? "") : undefined;
    const control = one.assessable || above?.control === true;
    const node = nodeOf(one, tokenFrom(one.ref, taken), at);
    const holder = above?.node ?? root;
    const list = control ? "controls" : "groups";
    holder[list] = [...(holder[list] ?? []), node];
    made.set(one.ref, { node, control });
  });
  return root;
}

function nodeOf(one: Requirement, id: string, at: number): Node {
  const foreign = one.parentFramework !== null && one.parentRef !== null;
  const said = (name: string, value: string | null) => (value ? [own(name, value)] : []);
  const parts: Part[] = [
    ...(one.paraphrase === null ? [] : [{ id: `${id}_smt`, name: "statement", prose: one.paraphrase }]),
    ...one.notes.map((prose, index) => ({ id: `${id}_note${index + 1}`, name: "note", ns: ownNames, prose })),
  ];
  return {
    id,
    title: oneLine(one.title),
    props: [
      { name: "label", value: one.ref },
      { name: "sort-id", value: String(at + 1).padStart(5, "0") },
      ...said(ownProps.kind, one.kind),
      own(ownProps.assessable, one.assessable ? "yes" : "no"),
      ...(foreign ? said(ownProps.parent, one.parentRef) : []),
      ...(foreign ? said(ownProps.parentFramework, one.parentFramework) : []),
      ...said(ownProps.appliesTo, one.appliesTo.join(";")),
      ...said(ownProps.appliesFrom, writeStart(one.appliesFrom)),
      ...said(ownProps.practicalFrom, writeStart(one.practicalFrom)),
    ],
    ...(parts.length > 0 ? { parts } : {}),
  };
}

function own(name: string, value: string): Prop {
  return { name, ns: ownNames, value };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

// A token of OSCAL that no other line has; the reference itself stands as the label.
function tokenFrom(ref: string, taken: Set<string>): string {
  const plain = ref
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, "-")
    .replace(/-+$/, "");
  const token = /^\p{L}/u.test(plain) ? plain : `_${plain}`;
  let id = token;
  for (let more = 2; taken.has(id); more += 1) id = `${token}-${more}`;
  taken.add(id);
  return id;
}
