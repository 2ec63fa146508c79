import { useId } from "react";
import {
  type CurveScale,
  curveScale,
  type ExceedanceLine,
  percentOf,
} from "@/lib/platform/report/curve-scale";

interface ExceedanceCurveProps {
  /** The question it answers. */
  title: string;
  /** How an amount is written: "€1.2m". */
  inWords: (amount: number) => string;
  /** The first is drawn solid, the second dashed. */
  lines: readonly ExceedanceLine[];
  /** What was counted: "100,000 simulated years". */
  counted: string;
}

const size = { width: 640, height: 260, left: 48, right: 12, top: 12, bottom: 34 };
const looks = [
  { stroke: "stroke-accent", fill: "bg-accent", dash: "" },
  { stroke: "stroke-good", fill: "bg-good", dash: "6 4" },
] as const;

/** How likely a year is to cost more than an amount, on a logarithmic scale of amounts; the numbers follow as a table. */
export function ExceedanceCurve({ title, inWords, lines, counted }: ExceedanceCurveProps) {
  const id = useId();
  const drawn = lines.filter(({ points }) => points.length > 0);
  const scale = curveScale(drawn);
  if (!scale) return <p className="text-ink-soft text-sm">No year has a loss.</p>;
  const at = place(scale);
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={id} className="font-medium text-sm">
          {title}
        </span>
        <span className="text-ink-faint text-sm">{counted}</span>
      </figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="w-full max-w-3xl" aria-hidden="true">
        {scale.rows.map((probability) => (
          <g key={probability}>
            <line
              x1={size.left}
              x2={size.width - size.right}
              y1={at.y(probability)}
              y2={at.y(probability)}
              className="stroke-line"
            />
            <text x={size.left - 6} y={at.y(probability) + 4} textAnchor="end" className={axis}>
              {percentOf(probability)}
            </text>
          </g>
        ))}
        {scale.columns.map((loss) => (
          <g key={loss}>
            <line
              x1={at.x(loss)}
              x2={at.x(loss)}
              y1={size.top}
              y2={size.height - size.bottom}
              className="stroke-line"
            />
            <text x={at.x(loss)} y={size.height - size.bottom + 15} textAnchor="middle" className={axis}>
              {inWords(loss)}
            </text>
          </g>
        ))}
        {drawn.map(({ label, points }, index) => (
          <polyline
            key={label}
            fill="none"
            strokeWidth={2}
            strokeDasharray={looks[index]?.dash}
            className={looks[index]?.stroke}
            points={points.map(({ loss, probability }) => `${at.x(loss)},${at.y(probability)}`).join(" ")}
          />
        ))}
        <text x={size.width - size.right} y={size.height - 4} textAnchor="end" className={axis}>
          Loss in a year
        </text>
      </svg>
      <ul className="mt-1 flex flex-wrap gap-x-5 text-ink-soft text-sm" aria-hidden="true">
        {drawn.map(({ label }, index) => (
          <li key={label} className="flex items-center gap-2">
            <svg viewBox="0 0 28 4" className="h-1 w-7" aria-hidden="true">
              <line
                x1="0"
                x2="28"
                y1="2"
                y2="2"
                strokeWidth={3}
                strokeDasharray={looks[index]?.dash}
                className={looks[index]?.stroke}
              />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </figure>
  );
}

const axis = "fill-ink-faint text-[11px]";

function place({ x, y }: CurveScale) {
  const [width, height] = [size.width - size.left - size.right, size.height - size.top - size.bottom];
  return {
    x: (loss: number) => size.left + x(loss) * width,
    y: (probability: number) => size.height - size.bottom - y(probability) * height,
  };
}
