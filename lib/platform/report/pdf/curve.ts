import "server-only";
import { type CurveScale, curveScale, percentOf } from "@/lib/platform/report/curve-scale";
import type { CurveBlock } from "@/lib/platform/report/model";
import { assertFinite, drawFigure } from "@/lib/platform/report/pdf/figure";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { colours, outlines, styles } from "@/lib/platform/report/pdf/theme";

const PLOT = 150;
const FOOT = 40;
/** The height of the picture without its title. */
export const curveHeight = PLOT + FOOT;
const SCALE = 44;
const looks = [
  { colour: colours.accent, dash: undefined },
  { colour: outlines.good, dash: "5 3" },
] as const;

/** Draws how likely a year is to cost more than an amount, amounts on a logarithmic scale; nothing when no year has a loss. */
export async function drawCurve(pages: Pages, block: CurveBlock): Promise<void> {
  assertFinite(
    block.title,
    block.lines.flatMap(({ points }) => points.flatMap(({ loss, probability }) => [loss, probability])),
  );
  const scale = curveScale(block.lines);
  if (!scale) return;
  const short = new Intl.NumberFormat("en", {
    style: "currency",
    currency: block.currency,
    notation: "compact",
  });
  const inWords = (amount: number) => short.format(amount);
  const figure = { title: block.title, alt: altText(block, inWords), height: curveHeight };
  await drawFigure(pages, figure, (top) => {
    const place: CurveScale = {
      ...scale,
      x: (loss) => pages.left + SCALE + scale.x(loss) * (pages.width - SCALE - 16),
      y: (probability) => top + PLOT - scale.y(probability) * (PLOT - 8),
    };
    drawGrid(pages, place, block.counted, inWords);
    drawLines(pages, place, block);
    drawKey(pages, block, top + PLOT + 30);
  });
}

/** Returns what the curve shows as text: where each line begins and where it ends. */
function altText({ title, counted, lines }: CurveBlock, inWords: (amount: number) => string): string {
  const told = lines.map(({ label, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return `${label}: no loss`;
    return `${label}: ${percentOf(first.probability)} of years cost more than ${inWords(first.loss)}, ${percentOf(last.probability)} more than ${inWords(last.loss)}`;
  });
  return `${title} ${counted}. ${told.join("; ")}.`;
}

function drawGrid(
  pages: Pages,
  place: CurveScale,
  counted: string,
  inWords: (amount: number) => string,
): void {
  const { canvas, left, right } = pages;
  const [low, high] = [place.y(0), place.y(place.rows.at(-1) ?? 1)];
  for (const probability of place.rows) {
    const y = place.y(probability);
    canvas.line([left + SCALE, y], [right, y], probability === 0 ? colours.rule : colours.line, 0.6);
    canvas.textRight(left + SCALE - 6, y + 2.6, percentOf(probability), styles.figureMuted);
  }
  for (const loss of place.columns) {
    canvas.line([place.x(loss), low], [place.x(loss), high], colours.line, 0.6);
    canvas.textCentre(place.x(loss), low + 12, inWords(loss), styles.figureMuted);
  }
  canvas.textRight(right, high - 4, counted, styles.figureMuted);
}

function drawLines({ canvas }: Pages, place: CurveScale, { lines }: CurveBlock): void {
  for (const [index, { points }] of lines.entries()) {
    const { colour, dash } = looks[index % looks.length] ?? looks[0];
    const drawn = points.filter(({ loss }) => loss > 0);
    // A dash begins anew with each piece: only a line of one piece looks dashed.
    for (const [at, point] of drawn.entries()) {
      const before = drawn[at - 1];
      if (!before || (dash && at % 2 === 0)) continue;
      canvas.line(
        [place.x(before.loss), place.y(before.probability)],
        [place.x(point.loss), place.y(point.probability)],
        colour,
        1.6,
      );
    }
  }
}

function drawKey(pages: Pages, { lines }: CurveBlock, y: number): void {
  const { canvas, face } = pages;
  let x = pages.left + SCALE;
  for (const [index, { label }] of lines.entries()) {
    const { colour, dash } = looks[index % looks.length] ?? looks[0];
    canvas.line([x, y - 3], [x + 22, y - 3], colour, 1.6, dash ? `[${dash}] 0` : undefined);
    canvas.text(x + 28, y, label, styles.figureMuted);
    x += 46 + face.width(label, styles.figureMuted.weight, styles.figureMuted.size);
  }
  canvas.textRight(pages.right, y, "Loss in a year", styles.figureMuted);
}
