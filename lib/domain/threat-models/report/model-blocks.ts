import "server-only";
import { typeName } from "@/lib/domain/threat-models/diagram/drawing-block";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Element, Flow, ThreatModel, Value, Zone } from "@/lib/domain/threat-models/model";
import { assumptionState, assumptionStates } from "@/lib/domain/threat-models/record/part-fields/schema";
import { type Block, badge } from "@/lib/platform/report/model";

/** Returns what a model is made of, as tables: elements, flows, zones, what is taken for granted and by whom it is looked after. */
export function partBlocks(model: ThreatModel, people: Readonly<Record<string, string>>): Block[] {
  const names = new Map([...model.elements, ...model.zones].map(({ id, name }) => [id, name || id]));
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? id) : null);
  return [
    { kind: "heading", level: 2, text: "Elements" },
    elementTable(model.elements, nameOf),
    { kind: "heading", level: 2, text: "Flows" },
    flowTable(model.flows, nameOf),
    { kind: "heading", level: 2, text: "Zones" },
    zoneTable(model, nameOf),
    { kind: "heading", level: 2, text: "Assumptions" },
    {
      kind: "table",
      columns: [
        { label: "Taken for granted", weight: 5, rowHeader: true },
        { label: "State", weight: 1, kind: "badge" },
        { label: "Owner", weight: 1.4 },
      ],
      rows: model.assumptions.map(({ text, confirmed, ownerId }) => {
        const state = assumptionStates.find(({ value }) => value === assumptionState(confirmed));
        return [
          text,
          state ? badge(state.label, state.tone) : null,
          ownerId ? (people[ownerId] ?? "Somebody who left") : null,
        ];
      }),
      empty: "Nothing is taken for granted.",
    },
  ];
}

type NameOf = (id: string | null | undefined) => string | null;

function elementTable(elements: readonly Element[], nameOf: NameOf): Block {
  return {
    kind: "table",
    note: "What is said of each element; a question that nobody has answered counts as unknown, never as no.",
    columns: [
      { label: "Element", weight: 1.6, rowHeader: true },
      { label: "Type", weight: 1.6 },
      { label: "Zone", weight: 1.1 },
      { label: "Known", weight: 3.4 },
      { label: "Unknown", weight: 2.4 },
    ],
    rows: elements.map((element) => {
      const { known, unknown } = facts(element.type, element.attributes);
      return [
        element.outOfScope ? `${element.name || element.id} (out of scope)` : element.name || element.id,
        typeName(element) || null,
        nameOf(element.zoneIds[0]),
        known,
        unknown,
      ];
    }),
    empty: "The model has no elements yet.",
  };
}

function flowTable(flows: readonly Flow[], nameOf: NameOf): Block {
  return {
    kind: "table",
    columns: [
      { label: "Flow", weight: 1.6, rowHeader: true },
      { label: "From", weight: 1.2 },
      { label: "To", weight: 1.2 },
      { label: "Carries", weight: 1.4 },
      { label: "Known", weight: 2.4 },
      { label: "Unknown", weight: 2 },
    ],
    rows: flows.map((flow) => {
      const { known, unknown } = facts("data_flow", flow.attributes);
      return [
        `${flow.name || flow.id}${flow.bidirectional ? " (both ways)" : ""}${flow.outOfScope ? " (out of scope)" : ""}`,
        nameOf(flow.from),
        nameOf(flow.to),
        flow.contentClasses.map(words).join(", ") || null,
        known,
        unknown,
      ];
    }),
    empty: "The model has no flows yet.",
  };
}

function zoneTable({ zones, elements }: ThreatModel, nameOf: NameOf): Block {
  const within = ({ id }: Zone) => elements.filter(({ zoneIds }) => zoneIds[0] === id);
  return {
    kind: "table",
    columns: [
      { label: "Zone", weight: 1.6, rowHeader: true },
      { label: "Lies in", weight: 1.2 },
      { label: "Trust", weight: 0.7, kind: "number", align: "right" },
      { label: "Elements", weight: 4 },
    ],
    rows: zones.map((zone) => [
      zone.name || zone.id,
      nameOf(zone.parent),
      zone.trust,
      within(zone)
        .map(({ id, name }) => name || id)
        .join(", ") || null,
    ]),
    empty: "The model has no zones.",
  };
}

function facts(type: string | null, attributes: Readonly<Record<string, Value>>) {
  const asked = [...((type === null ? undefined : elementTypes().get(type)?.attributes.keys()) ?? [])];
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  const answered = new Set(given.map(([name]) => name));
  const open = asked.filter((name) => !answered.has(name));
  return {
    known: given.map(([name, value]) => `${words(name)}: ${said(value)}`).join("; ") || null,
    unknown: open.map(words).join(", ") || (asked.length > 0 ? "Nothing" : null),
  };
}

function said(value: Value): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return words(String(value));
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}
