import "server-only";
import { readStart, undated } from "@/lib/domain/frameworks/rules";
import { faultsOf } from "@/lib/domain/frameworks/versions/files/check-lines";
import { paramsOf, saidIn } from "@/lib/domain/frameworks/versions/files/oscal-prose";
import {
  type Catalog,
  type Control,
  catalogFile,
  type Group,
  type Prop,
} from "@/lib/domain/frameworks/versions/files/oscal-shape";
import { counted, keyFrom, refusal } from "@/lib/domain/frameworks/versions/files/problems";
import { ownNames, ownProps } from "@/lib/domain/frameworks/versions/oscal-names";
import {
  type FoundFramework,
  frameworkLimits,
  type StoredLine,
} from "@/lib/domain/frameworks/versions/schema";

/** Returns the framework in an OSCAL catalog; throws Invalid with the places in the file that keep it from being read. */
export function readOscal(text: string): FoundFramework {
  const parsed = catalogFile.safeParse(parsedJson(text));
  if (!parsed.success)
    throw refusal(
      parsed.error.issues.map(({ path, message }) =>
        path.length > 1
          ? `/${path.join("/")}: ${message}`
          : 'This is no OSCAL catalog: it has no "catalog". Choose the catalog, not a profile or a plan.',
      ),
    );
  const { catalog } = parsed.data;
  const { lines, places, warnings } = linesOf(catalog);
  const faults = faultsOf(lines, (index) => places[index] ?? "/catalog");
  if (faults.length > 0) throw refusal(faults);
  const { title, version, published, remarks, props } = catalog.metadata;
  const day = published?.slice(0, 10);
  const own = ownIn(props);
  return {
    format: "oscal",
    key: keyFrom(own(ownProps.key) ?? title),
    title: title.trim() || null,
    edition: version?.trim() || day || null,
    publisher: partyOf(catalog),
    rights: remarks?.trim().slice(0, 2_000) || null,
    source: `urn:uuid:${catalog.uuid}`,
    lines,
    warnings,
  };
}

function parsedJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const where = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const line = where === undefined ? "" : ` in line ${text.slice(0, Number(where)).split("\n").length}`;
    throw refusal([`This is no JSON, or it was cut short${line}. Choose the catalog as JSON.`]);
  }
  // Walked without calling itself, so that a hostile depth cannot exhaust the stack.
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > frameworkLimits.depth)
      throw refusal([`It is nested more than ${frameworkLimits.depth} levels deep.`]);
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return value;
}

interface Placed {
  one: Group | Control;
  kind: "group" | "control";
  place: string;
  parent: Placed | null;
  ref: string;
}

// Parents before their children; siblings by their sort-id where each has one, else as they stand.
function placedIn(catalog: Catalog): Placed[] {
  const found: Placed[] = [];
  const open = below(catalog, "/catalog", null).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    open.push(...below(next.one, next.place, next).reverse());
  }
  return found;
}

function below(holder: Catalog | Group | Control, place: string, parent: Placed | null): Placed[] {
  const placed = (kind: Placed["kind"], list: readonly (Group | Control)[] = []) =>
    list.map((one, at): Placed => ({ one, kind, place: `${place}/${kind}s/${at}`, parent, ref: "" }));
  const all = [
    ...placed("group", "groups" in holder ? holder.groups : []),
    ...placed("control", holder.controls),
  ];
  const order = (one: Placed) => propOf(one.one.props, "sort-id") ?? "";
  return all.every((one) => order(one) !== "")
    ? all.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
    : all;
}

function linesOf(catalog: Catalog) {
  const placed = placedIn(catalog);
  const params = paramsOf(catalog);
  const taken = new Set<string>();
  const counts = { unnamed: 0, twice: 0, assessing: 0 };
  for (const one of placed) {
    const label = propOf(one.one.props, "label");
    const id = one.one.id?.trim() || null;
    if (label !== null && taken.has(label)) counts.twice += 1;
    if (label === null && id === null) counts.unnamed += 1;
    const fallback = id ?? one.place.replace("/catalog/", "").slice(0, frameworkLimits.ref);
    one.ref = label !== null && !taken.has(label) ? label : fallback;
    taken.add(one.ref);
  }
  const lines = placed.map(({ one, kind, parent, ref }): StoredLine => {
    const own = ownIn(one.props);
    const { text, notes, leftOut } = saidIn(one.parts, params);
    counts.assessing += leftOut;
    const withdrawn = propOf(one.props, "status")?.toLowerCase() === "withdrawn";
    const assessable = own(ownProps.assessable);
    return {
      ref,
      sourceId: one.id ?? ref,
      parentRef: own(ownProps.parent) ?? parent?.ref ?? null,
      parentFramework: own(ownProps.parentFramework),
      kind: own(ownProps.kind) ?? kind,
      title: one.title.trim() || ref,
      text,
      assessable: assessable === null ? kind === "control" && !withdrawn : assessable === "yes",
      appliesTo: own(ownProps.appliesTo)?.split(";") ?? [],
      appliesFrom: readStart(own(ownProps.appliesFrom) ?? "") ?? undated,
      practicalFrom: readStart(own(ownProps.practicalFrom) ?? "") ?? undated,
      notes: [...(withdrawn ? [withdrawnNote(one)] : []), ...notes],
    };
  });
  const warnings = [
    counts.unnamed > 0 &&
      `${counted(counts.unnamed, "group")} without id and label: where it stands is its reference.`,
    counts.twice > 0 && `${counted(counts.twice, "label")} stand twice: the id stands in their place.`,
    counts.assessing > 0 && `${counted(counts.assessing, "part")} on how to assess a control left out.`,
  ].filter((one) => one !== false);
  return { lines, places: placed.map(({ place }) => place), warnings };
}

function withdrawnNote({ links }: Group | Control): string {
  const to = (links ?? []).flatMap(({ rel, href, text }) =>
    rel === "incorporated-into" || rel === "moved-to"
      ? [
          `${rel === "moved-to" ? "moved to" : "incorporated into"} ${text ?? href.replace(/^#/, "").toUpperCase()}`,
        ]
      : [],
  );
  return to.length > 0 ? `Withdrawn: ${to.join(", ")}.` : "Withdrawn.";
}

function propOf(props: readonly Prop[] | undefined, wanted: string): string | null {
  const named = (props ?? []).filter(({ name, ns }) => name === wanted && ns !== ownNames);
  const plain = named.find((one) => one.class === undefined) ?? named[0];
  return plain?.value.trim() || null;
}

function ownIn(props: readonly Prop[] | undefined) {
  const own = new Map(
    (props ?? []).flatMap(({ name, ns, value }) => (ns === ownNames ? [[name, value] as const] : [])),
  );
  return (name: string) => own.get(name) ?? null;
}

function partyOf({ metadata }: Catalog): string | null {
  const { parties = [], "responsible-parties": responsible = [] } = metadata;
  const of = (role: string) => responsible.find((one) => one["role-id"] === role)?.["party-uuids"][0];
  const id = of("publisher") ?? of("creator");
  return (parties.find(({ uuid }) => uuid === id) ?? parties[0])?.name?.trim() || null;
}
