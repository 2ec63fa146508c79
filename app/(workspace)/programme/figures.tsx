import { FigureTile } from "@/components/charts/figure-tile";
import type { Figure } from "@/lib/domain/programme/schema";

interface FiguresProps {
  figures: readonly Figure[];
  /** What they are counted of, where a figure has no unit of its own. */
  unit: string;
}

const units: Record<string, string> = { acceptances: "acceptances" };
// What is not yet late, but will be.
const soon = new Set(["acceptances", "unscored", "incomplete"]);

/** Numbers that should be zero: each is marked when it is not. */
export function Figures({ figures, unit }: FiguresProps) {
  return figures.map(({ key, label, count, of, href }) => (
    <FigureTile
      key={key}
      label={label}
      value={count}
      of={of}
      unit={units[key] ?? unit}
      href={href}
      tone={count === 0 ? "good" : soon.has(key) ? "warn" : "bad"}
    />
  ));
}
