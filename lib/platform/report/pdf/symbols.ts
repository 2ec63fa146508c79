import "server-only";
import type { BadgeTone } from "@/lib/platform/report/model";
import type { Canvas } from "@/lib/platform/report/pdf/canvas";
import { outlines, tones } from "@/lib/platform/report/pdf/theme";

type Shape = (canvas: Canvas, x: number, y: number, radius: number, tone: BadgeTone) => void;

const paint = (tone: BadgeTone) => ({ fill: tones[tone].fill, stroke: outlines[tone], width: 0.7 });

function polygon(corners: number, turn: number): Shape {
  return (canvas, x, y, radius, tone) => {
    const points = Array.from({ length: corners }, (_, index) => {
      const angle = ((turn + (360 / corners) * index) * Math.PI) / 180;
      return [x + radius * Math.sin(angle), y - radius * Math.cos(angle)] as const;
    });
    canvas.path(points, paint(tone));
  };
}

/**
 * Each tone has its own outline, so that a print without colour reads the same: octagon, triangle, diamond,
 * disc with a tick, square, bar, and a ring for what is unknown.
 */
const shapes: Record<BadgeTone, Shape> = {
  critical: polygon(8, 22.5),
  bad: (canvas, x, y, radius, tone) => polygon(3, 0)(canvas, x, y + radius * 0.2, radius * 1.1, tone),
  warn: polygon(4, 0),
  good: (canvas, x, y, radius, tone) => {
    canvas.circle(x, y, radius * 0.95, paint(tone));
    const tick = [
      [x - radius * 0.45, y + radius * 0.02],
      [x - radius * 0.1, y + radius * 0.38],
      [x + radius * 0.48, y - radius * 0.36],
    ] as const;
    canvas.path(tick, { stroke: tones.good.on, width: radius * 0.28, open: true });
  },
  info: polygon(4, 45),
  neutral: (canvas, x, y, radius, tone) => {
    const half = radius * 0.32;
    canvas.path(
      [
        [x - radius * 0.9, y - half],
        [x + radius * 0.9, y - half],
        [x + radius * 0.9, y + half],
        [x - radius * 0.9, y + half],
      ],
      paint(tone),
    );
  },
  unknown: (canvas, x, y, radius, tone) =>
    canvas.circle(x, y, radius * 0.85, { stroke: outlines[tone], width: 1 }),
};

/** Draws the shape of a tone around a point; `size` is its height in points. */
export function drawSymbol(canvas: Canvas, tone: BadgeTone, x: number, y: number, size: number): void {
  shapes[tone](canvas, x, y, size / 2, tone);
}
