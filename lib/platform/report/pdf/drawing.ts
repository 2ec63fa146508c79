import "server-only";
import type { DrawingBlock } from "@/lib/platform/report/model";
import { assertFinite, drawFigure, titleHeight } from "@/lib/platform/report/pdf/figure";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { colours, outlines, type TextStyle, tones } from "@/lib/platform/report/pdf/theme";
import { firstLines, oneLine } from "@/lib/platform/report/pdf/wrap";

type Box = DrawingBlock["boxes"][number]["box"];
type Place = (x: number, y: number) => readonly [number, number];

/** What is drawn is never larger than this on paper, in points for each of its pixels. */
const largest = 0.75;
const tip = 6;
/** Room for the heading above it on its page. */
const heading = 48;

interface Sheet {
  pages: Pages;
  scale: number;
  at: Place;
}

/** Returns the height of the picture without its title: as wide as the page, or as high as one where it is higher. */
export function drawingHeight(pages: Pages, block: DrawingBlock): number {
  return block.height * scaleOf(pages, block);
}

function scaleOf(pages: Pages, { title, width, height }: DrawingBlock): number {
  const most = pages.height - titleHeight(pages, title) - heading;
  return Math.min(largest, pages.width / Math.max(width, 1), most / Math.max(height, 1));
}

/** Draws boxes in frames and the arrows between them, all of it on one page. */
export async function drawDrawing(pages: Pages, block: DrawingBlock): Promise<void> {
  const { title, counted, width, height, frames, boxes, arrows } = block;
  assertFinite(title, [
    ...[width, height],
    ...[...frames, ...boxes].flatMap(({ box }) => Object.values(box) as number[]),
    ...arrows.flatMap(({ points, label }) => [...points, label].flatMap(({ x, y }) => [x, y])),
  ]);
  const alt = `${title}. ${counted}.`;
  await drawFigure(pages, { title, alt, height: drawingHeight(pages, block) }, (top) => {
    const scale = scaleOf(pages, block);
    const at: Place = (x, y) => [pages.left + x * scale, top + y * scale];
    const sheet = { pages, scale, at };
    for (const frame of frames) drawFrame(sheet, frame);
    for (const arrow of arrows) drawArrow(sheet, arrow);
    for (const arrow of arrows) drawLabel(sheet, arrow);
    for (const box of boxes) drawBox(sheet, box);
  });
}

function styleOf({ scale }: Sheet, size: number, weight: TextStyle["weight"], colour: string): TextStyle {
  return { size: size * scale, leading: size * scale * 1.25, weight, colour };
}

function cornersOf({ at }: Sheet, { x, y, width, height }: Box) {
  return [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)];
}

function drawFrame(sheet: Sheet, { box, label }: DrawingBlock["frames"][number]): void {
  const { canvas, face } = sheet.pages;
  const corners = cornersOf(sheet, box);
  canvas.path(corners, { fill: colours.tint });
  corners.forEach((corner, side) => {
    canvas.line(corner, corners[(side + 1) % 4] ?? corner, colours.rule, 0.6, "[3 2] 0");
  });
  const style = styleOf(sheet, 12, "bold", colours.muted);
  const [x, y] = sheet.at(box.x + 10, box.y + 18);
  canvas.text(x, y, face.fit(oneLine(label), "bold", style.size, (box.width - 20) * sheet.scale), style);
}

function drawBox(
  sheet: Sheet,
  { box, shape, tone, kind, label, faded }: DrawingBlock["boxes"][number],
): void {
  const { pages, scale, at } = sheet;
  const { canvas } = pages;
  const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(sheet, box) as [Pair, Pair, Pair, Pair];
  const outline = outlines[tone];
  if (shape === "round")
    canvas.path(rounded(sheet, box), { fill: tones[tone].tint, stroke: outline, width: 0.9 });
  else
    canvas.path([topLeft, topRight, bottomRight, bottomLeft], {
      fill: tones[tone].tint,
      ...(shape === "square" ? { stroke: outline, width: 0.9 } : {}),
    });
  if (shape === "open") {
    canvas.line(topLeft, topRight, outline, 1.2);
    canvas.line(bottomLeft, bottomRight, outline, 1.2);
  }
  const room = (box.width - 14) * scale;
  const lines = [
    ...textsOf(sheet, kind, styleOf(sheet, 10, "regular", outline), room),
    ...textsOf(sheet, label, styleOf(sheet, 12.5, "bold", faded ? colours.muted : colours.ink), room),
  ];
  const all = lines.reduce((sum, { style }) => sum + style.leading, 0);
  const [middle, centre] = at(box.x + box.width / 2, box.y + box.height / 2);
  let y = centre - all / 2;
  for (const { text, style } of lines) {
    canvas.textCentre(middle, y + style.leading * 0.78, text, style);
    y += style.leading;
  }
}

type Pair = readonly [number, number];

function textsOf({ pages }: Sheet, text: string, style: TextStyle, room: number) {
  if (text === "") return [];
  return firstLines(linesOf(pages, oneLine(text), style, room), 2).map((line) => ({ text: line, style }));
}

// Corners cut by short lines: on paper they look round.
function rounded({ at }: Sheet, { x, y, width, height }: Box): Pair[] {
  const radius = 12;
  const corner = (cx: number, cy: number, from: number) =>
    [0, 1, 2, 3, 4].map((step) => {
      const angle = from + (step * Math.PI) / 8;
      return at(cx + Math.cos(angle) * radius, cy + Math.sin(angle) * radius);
    });
  return [
    ...corner(x + width - radius, y + radius, -Math.PI / 2),
    ...corner(x + width - radius, y + height - radius, 0),
    ...corner(x + radius, y + height - radius, Math.PI / 2),
    ...corner(x + radius, y + radius, Math.PI),
  ];
}

function drawArrow(
  { pages: { canvas }, at }: Sheet,
  { points, both, faded }: DrawingBlock["arrows"][number],
): void {
  const way = points.map(({ x, y }) => at(x, y));
  const dash = faded ? "[3 2] 0" : undefined;
  way.slice(1).forEach((to, index) => {
    canvas.line(way[index] ?? to, to, colours.rule, 0.9, dash);
  });
  const head = (end: Pair | undefined, before: Pair | undefined) => {
    if (!end || !before) return;
    const angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
    const side = (turn: number): Pair => [
      end[0] - tip * Math.cos(angle + turn),
      end[1] - tip * Math.sin(angle + turn),
    ];
    canvas.path([end, side(0.4), side(-0.4)], { fill: colours.rule });
  };
  head(way.at(-1), way.at(-2));
  if (both) head(way[0], way[1]);
}

function drawLabel(sheet: Sheet, { text, label }: DrawingBlock["arrows"][number]): void {
  if (text.trim() === "") return;
  const { canvas, face } = sheet.pages;
  const style = styleOf(sheet, 11, "regular", colours.ink);
  const shown = face.fit(oneLine(text), "regular", style.size, 190 * sheet.scale);
  const width = face.width(shown, "regular", style.size) + 4;
  const [x, y] = sheet.at(label.x, label.y);
  canvas.rectangle(x - width / 2, y - style.leading / 2, width, style.leading, colours.white);
  canvas.textCentre(x, y + style.size * 0.36, shown, style);
}
