/** A curve of how likely something is to be exceeded. */
export interface ExceedanceLine {
  label: string;
  points: readonly { loss: number; probability: number }[];
}

/** Where a curve's grid and points stand: parts from 0 to 1 of the width and of the height, and what the lines of the grid say. */
export interface CurveScale {
  x: (loss: number) => number;
  y: (probability: number) => number;
  rows: readonly number[];
  columns: readonly number[];
}

/** Returns the scale that holds all lines, amounts by their logarithm; null when no amount is above 0. */
export function curveScale(lines: readonly ExceedanceLine[]): CurveScale | null {
  const points = lines.flatMap((line) => line.points);
  const losses = points.map(({ loss }) => loss).filter((loss) => loss > 0);
  if (losses.length === 0) return null;
  const [from, to] = [Math.log10(Math.min(...losses)), Math.log10(Math.max(...losses))];
  const span = Math.max(to - from, 0.5);
  const most = Math.max(...points.map(({ probability }) => probability));
  // The next step above the highest point, so that a rare loss fills the height as well.
  const top = [0.01, 0.02, 0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1].find((step) => step >= most) ?? 1;
  const powers = Array.from({ length: Math.ceil(to) - Math.floor(from) + 1 }, (_, i) => Math.floor(from) + i);
  return {
    x: (loss) => (Math.log10(loss) - from) / span,
    y: (probability) => probability / top,
    rows: [0, 0.25, 0.5, 0.75, 1].map((part) => part * top),
    columns: powers.filter((power) => power >= from && power <= to).map((power) => 10 ** power),
  };
}

/** Returns a probability as a per cent to three figures, such as "2.5 %". */
export function percentOf(probability: number): string {
  return `${Number((probability * 100).toPrecision(3))} %`;
}
