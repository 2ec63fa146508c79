import "server-only";
import type { BadgeTone } from "@/lib/platform/report/model";
import {
  number,
  type PdfDocument,
  type PdfReference,
  writeContent,
} from "@/lib/platform/report/pdf/pdf-document";
import { outlines, tones } from "@/lib/platform/report/pdf/theme";

/** Outlines are drawn around the origin with a radius of 100, downwards positive, as text operators. */
type Points = readonly (readonly [x: number, y: number])[];

const WIDTH = 20;
const THIN = `${WIDTH} w 1 j`;

function polygon(corners: number, turn: number, radius = 100, down = 0): Points {
  return Array.from({ length: corners }, (_, index) => {
    const angle = ((turn + (360 / corners) * index) * Math.PI) / 180;
    return [radius * Math.sin(angle), down - radius * Math.cos(angle)] as const;
  });
}

function outline(points: Points): string {
  return points.map(([x, y], index) => `${number(x)} ${number(y)} ${index === 0 ? "m" : "l"}`).join(" ");
}

function disc(radius: number): string {
  const r = radius;
  const k = number(radius * 0.5523);
  const arcs = [
    `${r} ${k} ${k} ${r} 0 ${r}`,
    `-${k} ${r} -${r} ${k} -${r} 0`,
    `-${r} -${k} -${k} -${r} 0 -${r}`,
  ];
  return `${r} 0 m ${[...arcs, `${k} -${r} ${r} -${k} ${r} 0`].map((arc) => `${arc} c`).join(" ")}`;
}

const bar: Points = [
  [-90, -32],
  [90, -32],
  [90, 32],
  [-90, 32],
];
const tick: Points = [
  [-45, 2],
  [-10, 38],
  [48, -36],
];

/**
 * Each tone has its own outline, so that a print without colour reads the same: octagon, triangle, diamond,
 * disc with a tick, square, bar, and an empty ring for what is unknown.
 */
const shapes: Record<BadgeTone, string> = {
  critical: `${THIN} ${outline(polygon(8, 22.5))} h B`,
  bad: `${THIN} ${outline(polygon(3, 0, 110, 20))} h B`,
  warn: `${THIN} ${outline(polygon(4, 0))} h B`,
  good: `${THIN} ${disc(95)} h B ${tones.good.on} RG 28 w ${outline(tick)} S`,
  info: `${THIN} ${outline(polygon(4, 45))} h B`,
  neutral: `${THIN} ${outline(bar)} h B`,
  unknown: `28 w ${disc(85)} h S`,
};

/** The shapes of badges in one document, each written once and shown by name wherever it is used. */
export class Symbols {
  readonly #document: PdfDocument;
  readonly #written = new Map<BadgeTone, { name: string; reference: PdfReference }>();

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** Returns the operators that show a tone's shape around a point, `size` points high, on the current page. */
  show(tone: BadgeTone, x: number, y: number, size: number): string {
    const { name, reference } = this.#form(tone);
    this.#document.page.xobjects[name] = reference;
    const scale = Math.round(size * 50) / 10_000;
    return `q ${scale} 0 0 ${scale} ${number(x)} ${number(y)} cm /${name} Do Q\n`;
  }

  #form(tone: BadgeTone): { name: string; reference: PdfReference } {
    let form = this.#written.get(tone);
    if (!form) {
      const reference = this.#document.ref({
        Type: "XObject",
        Subtype: "Form",
        BBox: [-130, -130, 130, 130],
        Resources: {},
      });
      writeContent(reference, `${tones[tone].fill} rg ${outlines[tone]} RG ${shapes[tone]}`);
      reference.end();
      form = { name: `S${reference.id}`, reference };
      this.#written.set(tone, form);
    }
    return form;
  }
}
