import {
  type Block,
  badge,
  type HeatMapBlock,
  type Report,
  type Row,
  type TableBlock,
} from "@/lib/platform/report/model";

/** Returns a report around the given blocks, complete in everything else. */
export function reportOf(sections: readonly Block[], changes: Partial<Report> = {}): Report {
  return {
    title: "AI risk register",
    subtitle: "All systems of the retail bank",
    organisation: "Nordwind Bank AG",
    state: "Draft",
    asOf: new Date("2026-11-23T13:05:00Z"),
    timeZone: "Europe/Berlin",
    generatedFor: "Anna Müller",
    sections,
    ...changes,
  };
}

export function rowsOf(count: number, from = 0): Row[] {
  return Array.from({ length: count }, (_, index) => [
    `R-${from + index}`,
    `Prompt injection through document ${from + index}`,
    (from + index) % 25,
    badge("High", "bad"),
  ]);
}

export function tableOf(rows: TableBlock["rows"]): TableBlock {
  return {
    kind: "table",
    columns: [
      { label: "Number", rowHeader: true },
      { label: "Risk", weight: 3 },
      { label: "Score", kind: "number" },
      { label: "Severity", kind: "badge" },
    ],
    rows,
  };
}

/** A 2 × 3 matrix that counts 9 risks. */
export const heatMap: HeatMapBlock = {
  kind: "heatMap",
  title: "Current risk",
  counted: "risks",
  rows: { label: "Likelihood", levels: ["Rare", "Likely"] },
  columns: { label: "Impact", levels: ["Minor", "Major", "Severe"] },
  bands: [
    { letter: "L", word: "Low", tone: "good" },
    { letter: "H", word: "High", tone: "bad" },
  ],
  cells: [
    [
      { count: 4, band: 0 },
      { count: 0, band: 0 },
      { count: 2, band: 1 },
    ],
    [
      { count: 1, band: 0 },
      { count: 0, band: 1 },
      { count: 2, band: 1 },
    ],
  ],
};

/** Batches of a register as they come from a database. */
export async function* batches(count: number, size = 100): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < count; from += size) yield rowsOf(Math.min(size, count - from), from);
}
