import { partOf } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing, Part } from "@/lib/domain/threat-models/edit/schema";
import { homeOf } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Element, Flow, Zone } from "@/lib/domain/threat-models/model";
import { kindOf, type Stencil } from "./stencil";

type Stencils = ReadonlyMap<string, Stencil>;

/** Returns what a part is called; a flow without a name is called by its ends. */
export function nameOf(drawing: Drawing, { kind, part }: Part): string {
  if (part.name.trim() !== "") return part.name;
  if (kind === "flow") return `${endName(drawing, part.from)} to ${endName(drawing, part.to)}`;
  return kind === "zone" ? "Zone without a name" : "Element without a name";
}

// A free end says so.
function endName({ elements }: Drawing, id: string | null): string {
  if (id === null) return "a free end";
  return elements.find((one) => one.id === id)?.name || "an element without a name";
}

/** Returns a part in a sentence, as a screen reader reads it: what it is, where it lies, what hangs on it. */
export function saidOf(drawing: Drawing, id: string, stencils: Stencils): string {
  const found = partOf(drawing, id);
  if (!found) return "";
  const name = nameOf(drawing, found);
  if (found.kind === "element") return elementWords(drawing, name, found.part, stencils);
  return found.kind === "zone" ? zoneWords(drawing, name, found.part) : flowWords(drawing, name, found.part);
}

function elementWords(drawing: Drawing, name: string, element: Element, stencils: Stencils): string {
  const { id, outOfScope } = element;
  const out = drawing.flows.filter(({ from }) => from === id).length;
  const into = drawing.flows.filter(({ to }) => to === id).length;
  return [
    name,
    kindOf(element, stencils),
    zoneOf(drawing, homeOf(element)),
    `${counted(out, "flow")} out, ${into} in`,
    ...(outOfScope ? ["out of scope"] : []),
  ].join(", ");
}

function zoneWords(drawing: Drawing, name: string, { id, trust, parent }: Zone): string {
  const within = drawing.elements.filter((one) => homeOf(one) === id).length;
  const zones = drawing.zones.filter((one) => one.parent === id).length;
  return [
    `Zone ${name}`,
    ...(trust === null ? [] : [`trust ${trust} of 100`]),
    ...(parent === null ? [] : [zoneOf(drawing, parent)]),
    `${counted(within, "element")} in it${zones > 0 ? `, ${counted(zones, "zone")}` : ""}`,
  ].join(", ");
}

function flowWords(drawing: Drawing, name: string, { from, to, bidirectional, outOfScope }: Flow): string {
  const ends = `${endName(drawing, from)} to ${endName(drawing, to)}`;
  return [
    name === ends ? `Flow ${name}` : `Flow ${name}, ${ends}`,
    ...(bidirectional ? ["both ways"] : []),
    ...(outOfScope ? ["out of scope"] : []),
  ].join(", ");
}

function zoneOf({ zones }: Drawing, id: string | null): string {
  if (id === null) return "in no zone";
  return `in ${zones.find((one) => one.id === id)?.name || "a zone without a name"}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
