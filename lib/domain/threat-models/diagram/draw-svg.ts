import "server-only";
import { type LaidOut, labelWidth, mostLabel } from "@/lib/domain/threat-models/diagram/frame/rules";
import { laidOut } from "@/lib/domain/threat-models/diagram/laid-out";
import { pathOf } from "@/lib/domain/threat-models/edit/routes/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { shapeOf } from "@/lib/domain/threat-models/formats/element-words";
import type { Element, Flow, ThreatModel } from "@/lib/domain/threat-models/model";
import { escapeXml } from "@/lib/platform/xml/escape-xml";

const ink = "#1c2430";
const quiet = "#566072";
const fills = { process: "#eaf2fd", store: "#edf7ee", actor: "#fdf3e4" } as const;
const strokes = { process: "#2f5f9e", store: "#2f7042", actor: "#94621a" } as const;

/**
 * Returns the diagram of a model as an SVG for a light background: zones as boxes, elements in the shapes of data flow
 * diagrams with their types, flows with their names. Text of the model is text in it and nothing else.
 */
export function drawSvg(model: ThreatModel | Drawing): string {
  const drawn = laidOut(model);
  const title = model.title ?? "Threat model";
  const [elements, flows, zones] = [model.elements, model.flows, model.zones].map((parts) => parts.length);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${drawn.width}" height="${drawn.height}" viewBox="0 0 ${drawn.width} ${drawn.height}" role="img" font-family="Inter, 'Noto Sans', Arial, sans-serif" font-size="12" fill="${ink}">`,
    `<title>${plain(title)}</title>`,
    `<desc>${elements} elements, ${flows} flows, ${zones} zones.</desc>`,
    `<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M 0 1 L 10 5 L 0 9 z" fill="${quiet}"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...drawn.zones.toSorted((a, b) => a.depth - b.depth).map(drawZone),
    ...drawn.flows.map(drawFlow),
    ...drawn.flows.map(drawLabel),
    ...drawn.elements.map(drawElement),
    "</svg>",
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

function drawZone({ zone, box, depth }: LaidOut["zones"][number]): string {
  const trust = zone.trust === null ? "" : ` (trust ${zone.trust})`;
  const room = Math.max(8, Math.floor(box.width / 6.6) - 2);
  return [
    `<g><title>${plain(zone.name || zone.id)}</title>`,
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" fill="${depth % 2 === 0 ? "#f7f8fa" : "#eff1f5"}" stroke="#8a93a3" stroke-dasharray="6 4"/>`,
    `<text x="${box.x + 10}" y="${box.y + 17}" font-weight="600" fill="${quiet}">${plain(cut(`${zone.name || zone.id}${trust}`, room))}</text></g>`,
  ].join("");
}

function drawElement({ element, box }: LaidOut["elements"][number]): string {
  const shape = shapeOf(element);
  const dash = element.outOfScope ? ' stroke-dasharray="4 3"' : "";
  const paint = `fill="${fills[shape]}" stroke="${strokes[shape]}" stroke-width="1.5"${dash}`;
  const { x, y, width, height } = box;
  const body = {
    process: `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="14" ${paint}/>`,
    actor: `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${paint}/>`,
    store: `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fills.store}"/><path d="M ${x} ${y} H ${x + width} M ${x} ${y + height} H ${x + width}" fill="none" stroke="${strokes.store}" stroke-width="2"${dash}/>`,
  }[shape];
  const names = wrapped(element.name || element.id, 24, 2);
  const kind = wrapped(kindOf(element), 29, 2);
  const lines = [
    ...kind.map((text) => ({ text, size: 10, colour: strokes[shape], weight: 400 })),
    ...names.map((text) => ({ text, size: 12.5, colour: ink, weight: 600 })),
  ];
  const step = 15;
  const first = y + height / 2 - ((lines.length - 1) * step) / 2 + 4;
  const middle = x + width / 2;
  const words = lines.map(
    ({ text, size, colour, weight }, at) =>
      `<text x="${middle}" y="${first + at * step}" text-anchor="middle" font-size="${size}" font-weight="${weight}" fill="${colour}">${plain(text)}</text>`,
  );
  const whole = [element.name || element.id, kindOf(element), element.outOfScope ? "out of scope" : ""];
  return `<g><title>${plain(whole.filter(Boolean).join(", "))}</title>${body}${words.join("")}</g>`;
}

function kindOf({ type, originalType }: Element): string {
  return (type === null ? undefined : elementTypes().get(type)?.name) ?? originalType ?? "";
}

function drawFlow({ flow, points }: LaidOut["flows"][number]): string {
  const ends = flow.bidirectional ? ' marker-start="url(#tip)"' : "";
  const dash = flow.outOfScope ? ' stroke-dasharray="4 3"' : "";
  return `<path d="${pathOf(points)}" fill="none" stroke="${quiet}" stroke-width="1.4"${dash}${ends} marker-end="url(#tip)"><title>${plain(titleOf(flow))}</title></path>`;
}

function titleOf(flow: Flow): string {
  return flow.name || flow.id;
}

function drawLabel({ flow, label }: LaidOut["flows"][number]): string {
  const text = cut(flow.name, mostLabel);
  if (text === "") return "";
  const width = labelWidth(flow.name);
  return `<g><title>${plain(titleOf(flow))}</title><rect x="${label.x - width / 2}" y="${label.y - 9}" width="${width}" height="18" rx="3" fill="#ffffff" fill-opacity="0.92"/><text x="${label.x}" y="${label.y + 4}" text-anchor="middle" font-size="11" fill="${ink}">${plain(text)}</text></g>`;
}

function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : line;
}

// Lines of whole words; a word longer than a line is cut, and so is what does not fit.
function wrapped(text: string, most: number, lines: number): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = found.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && joined.length <= most) found[found.length - 1] = joined;
    else found.push(word);
  }
  const kept = found.slice(0, lines).map((line) => cut(line, most));
  if (found.length > lines)
    kept[lines - 1] = cut(`${found[lines - 1]} ${found[lines]}`, most).replace(/…?$/, "…");
  return kept;
}

// What XML has no place for, control characters above all, is left out.
function plain(text: string): string {
  return escapeXml(text.replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, " "));
}
