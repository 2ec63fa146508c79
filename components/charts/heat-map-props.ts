import type { Band } from "@/components/domain/band";

/** One step of a scale. */
export interface HeatMapStep {
  value: number;
  label: string;
}

interface HeatMapCell {
  row: number;
  column: number;
  count: number;
  /** The score of the cell, which puts it into its band. */
  score: number;
  /** The risks behind the number. */
  href: string;
}

/** Two scales and what stands at each crossing. */
export interface HeatMapProps {
  /** The question it answers: "Where do our risks stand now?" */
  title: string;
  axes: { row: string; column: string };
  /** From high to low, as drawn; columns from low to high. */
  rows: readonly HeatMapStep[];
  columns: readonly HeatMapStep[];
  cells: readonly HeatMapCell[];
  bands: readonly Band[];
  noun: { one: string; many: string };
  /** What the map cannot show, so that the total stays honest. */
  uncounted?: { count: number; label: string; href: string };
}
