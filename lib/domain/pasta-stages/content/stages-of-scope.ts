import "server-only";
import { affectedPeople, autonomies, decisionImpacts } from "@/lib/domain/inventory/systems/options/schema";
import { riskClasses } from "@/lib/domain/obligations/classifications/schema";
import { hasRelease, labelOf } from "@/lib/domain/pasta-stages/content/lines";
import type { Content, Line, Section } from "@/lib/domain/pasta-stages/content/sections";
import type { PastaRecords } from "@/lib/domain/pasta-stages/queries/records";
import { impacts, type NoteKey, noteFields } from "@/lib/domain/pasta-stages/schema";
import { partNames } from "@/lib/domain/threat-models/drawing/rules";
import { typeName } from "@/lib/domain/threat-models/queries/kinds";
import { assumptionState, assumptionStates } from "@/lib/domain/threat-models/record/part-fields/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

const told = (label: string, text: string, key = label): Line => ({ key, text: `${label}: ${text}` });

/** Returns what somebody wrote at a stage as a section, under a title of the method or its own label. */
export function noteSection(
  key: NoteKey,
  { notes }: PastaRecords,
  href: string,
  title: string = fieldMeta(noteFields[key]).label,
): Section {
  const text = notes[key] ?? null;
  return { key, title, needed: true, href, lines: text === null ? [] : [{ key, text }] };
}

/** Stage 1: what the system is for, whom it affects, and where it has to stop. */
export const objectives: Content = (records, names, at) => {
  const { system, entries, classification, method, notes } = records;
  const [useCase = "", people = "", limits = "", requirements = "", appetite = "", impact = ""] = names;
  const edit = `${at.system}/edit`;
  const { riskClass = null } = classification ?? {};
  const { purpose, decisionImpact, autonomy } = system ?? {};
  return [
    {
      ...{ key: "use-case", title: useCase, needed: true, href: edit },
      lines: [
        ...(purpose ? [{ key: "purpose", text: purpose }] : []),
        ...(decisionImpact ? [told("Decision impact", labelOf(decisionImpacts, decisionImpact))] : []),
        ...(autonomy ? [told("Autonomy", labelOf(autonomies, autonomy))] : []),
      ],
    },
    {
      ...{ key: "people", title: people, needed: true, href: edit },
      lines: [
        ...(system?.affectedPeople ?? []).map((one) => ({ key: one, text: labelOf(affectedPeople, one) })),
        ...(system?.ownerId ? [{ key: "owner", text: "Owner", personIds: [system.ownerId] }] : []),
        ...(system?.technicalOwnerId
          ? [{ key: "technical", text: "Technical owner", personIds: [system.technicalOwnerId] }]
          : []),
      ],
    },
    {
      ...{ key: "objectives", title: limits, needed: true, href: at.stage(1, "objectives") },
      lines: entries.objectives.map(({ id, text, limit, ownerId }) => ({
        ...{ key: id, text: `${text}: ${limit ?? "no limit"}` },
        personIds: ownerId === null ? [] : [ownerId],
      })),
    },
    {
      ...{ key: "requirements", title: requirements, needed: true, href: at.stage(1, "notes") },
      lines: [
        told("EU AI Act", riskClass === null ? "not classified" : labelOf(riskClasses, riskClass)),
        ...(notes.requirements ? [{ key: "requirements", text: notes.requirements }] : []),
      ],
    },
    {
      ...{ key: "appetite", title: appetite, needed: true, href: "/settings/risk-method" },
      lines: method.categories.map(({ key, label, appetite: most }) =>
        told(label, `a score of up to ${most} may be accepted`, key),
      ),
    },
    {
      ...{ key: "impact", title: impact, needed: true, href: at.stage(1, "objectives") },
      lines: entries.objectives.flatMap(({ id, text, impact: rated }) =>
        rated === null ? [] : [told(text, labelOf(impacts, rated), id)],
      ),
    },
    noteSection("unacceptable", records, at.stage(1, "notes")),
    noteSection("fallback", records, at.stage(1, "notes")),
  ];
};

/** Stage 2: what the system is made of, who supplies it in which version, and what is taken for granted. */
export const technicalScope: Content = (records, names, at) => {
  const { drawing, entries, components, bom, model } = records;
  const [inventory = "", data = "", identities = "", bill = "", assumptions = "", scope = ""] = names;
  const carried = [...new Set(drawing.flows.flatMap(({ contentClasses }) => contentClasses))].toSorted();
  const stores = drawing.elements.filter(({ type }) =>
    ["training_dataset", "rag_vector_store"].includes(type ?? ""),
  );
  return [
    {
      ...{ key: "components", title: inventory, needed: true, href: at.model("model#elements") },
      lines: drawing.elements
        .filter(({ outOfScope }) => !outOfScope)
        .map((one) => componentLine(one, records)),
    },
    {
      ...{ key: "data", title: data, needed: true, href: at.model("model#flows") },
      lines: [
        ...stores.map(({ id, name, type }) => ({ key: id, text: `${name || id} (${typeName(type)})` })),
        ...carried.map((one) => ({ key: `carried ${one}`, text: one.replaceAll("_", " ") })),
      ],
    },
    {
      ...{ key: "identities", title: identities, needed: true, href: at.stage(2, "identities") },
      lines: entries.identities.map(({ id, text, usedBy, rights }) => ({
        ...{ key: id, text: `${text}, used by ${usedBy}: ${rights}` },
      })),
    },
    {
      ...{ key: "bill", title: bill, needed: true, href: `${at.system}#boms` },
      lines: [
        ...(bom ? [{ key: "bom", text: `${bom.fileName} (CycloneDX ${bom.specVersion})` }] : []),
        ...(components.size > 0
          ? [{ key: "inventory", text: `From the inventory: ${components.size} of the elements` }]
          : []),
      ],
    },
    {
      ...{ key: "assumptions", title: assumptions, needed: true, href: at.model("model#assumptions") },
      lines: drawing.assumptions.map(({ text, confirmed, ownerId }) => ({
        key: text,
        text: `${text} (${labelOf(assumptionStates, assumptionState(confirmed)).toLowerCase()})`,
        personIds: ownerId === null ? [] : [ownerId],
      })),
    },
    {
      ...{ key: "scope", title: scope, needed: true, href: at.model("edit") },
      lines: model.scopeNotes ? [{ key: "scope", text: model.scopeNotes }] : [],
    },
  ];
};

function componentLine(
  { id, name, type }: PastaRecords["drawing"]["elements"][number],
  { components, entries }: PastaRecords,
): Line {
  const known = components.get(id);
  const said = entries.components.find(({ elementId }) => elementId === id);
  const href = known ? { href: `/${known.concept}/${known.recordId}` } : {};
  if (!hasRelease(type)) return { key: id, text: `${name || id} (${typeName(type)})`, ...href };
  const { release, data } = { release: known?.release ?? said?.release, data: known?.data ?? said?.data };
  return {
    key: id,
    text: `${name || id} (${typeName(type)}): version ${release ?? "unknown"}, data ${data ?? "unknown"}`,
    note: `Supplier: ${known?.supplier ?? said?.supplier ?? "unknown"}`,
    ...href,
  };
}

/** Stage 3: how data runs through the system, what it crosses, where prompts are put together and people decide. */
export const decomposition: Content = (records, names, at) => {
  const { drawing, threats } = records;
  const [diagrams = "", boundaries = "", points = "", assembly = "", matrix = "", paths = ""] = names;
  const called = partNames(drawing);
  const zoneOf = new Map(drawing.elements.map(({ id, zoneIds }) => [id, zoneIds[0] ?? null]));
  const crossing = drawing.flows.filter(
    ({ from, to }) => from !== null && to !== null && zoneOf.get(from) !== zoneOf.get(to),
  );
  const zoneName = (element: string | null) => called[zoneOf.get(element ?? "") ?? ""] ?? "no zone";
  const acting = drawing.elements.filter(({ type }) =>
    ["agent_orchestrator", "tool_mcp_server"].includes(type ?? ""),
  );
  return [
    {
      ...{ key: "flows", title: diagrams, needed: true, href: at.model("diagram") },
      lines: drawing.flows.map(({ id, contentClasses }) => ({
        key: id,
        text: `${called[id]}: ${contentClasses.map((one) => one.replaceAll("_", " ")).join(", ") || "nobody said what"}`,
      })),
    },
    {
      ...{ key: "zones", title: boundaries, needed: true, href: at.model("model#zones") },
      lines: drawing.zones.map(({ id, name, trust }) => ({
        key: id,
        text: `${name || id}${trust === null ? "" : `, trust ${trust} of 100`}`,
      })),
    },
    {
      ...{ key: "points", title: points, needed: true, href: at.model("model#flows") },
      lines: crossing.map(({ id, from, to }) => ({
        key: id,
        text: `${called[id]}: from ${zoneName(from)} into ${zoneName(to)}`,
      })),
    },
    noteSection("promptAssembly", records, at.stage(3, "notes"), assembly),
    {
      ...{ key: "matrix", title: matrix, needed: false, href: at.model("model#elements") },
      lines: acting.map(({ id, name, attributes }) => ({
        key: id,
        text: `${name || id}: ${rightsOf(attributes)}`,
      })),
    },
    {
      ...{ key: "paths", title: paths, needed: false, href: at.model("threats") },
      lines: threats
        .filter(({ ways, state }) => Array.isArray(ways) && ways.length > 0 && state !== "superseded")
        .map(({ id, title }) => ({ key: id, text: title, href: `/threats/${id}` })),
    },
    noteSection("decisionPoints", records, at.stage(3, "notes")),
  ];
};

function rightsOf(attributes: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(attributes).flatMap(([name, value]) =>
    value === true ? [name.replaceAll("_", " ")] : [],
  );
  return words.toSorted().join(", ") || "no right is known";
}
