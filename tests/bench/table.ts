/** One line of the table: what was measured, and what it stands beside. */
export interface Line {
  subject: string;
  what: string;
  /** Risks in the register, where that matters. */
  size: number | null;
  values: Partial<Values>;
  /** The same work done bare, in the same run. */
  beside?: { name: string; p50?: number; perSecond?: number; value?: number };
  /** What the work order asks of it, in words. */
  goal?: string;
  note?: string;
}

interface Values {
  p50: number;
  p95: number;
  perSecond: number;
  bytes: number;
  /** Anything else, with its unit. */
  value: number;
  unit: string;
  /** Processor time for one request in milliseconds: web server. */
  processor: number;
  failures: number;
}

/** Returns how many times the bare way's figure ours is; more than 1 is slower, for rates less than 1. */
function ratioOf({ values, beside }: Line): number | null {
  if (!beside) return null;
  if (beside.p50 && values.p50) return values.p50 / beside.p50;
  if (beside.perSecond && values.perSecond) return values.perSecond / beside.perSecond;
  if (beside.value && values.value) return values.value / beside.value;
  return null;
}

const headings = [
  "",
  "risks",
  "p50 ms",
  "p95 ms",
  "per s",
  "cpu ms",
  "bytes",
  "value",
  "beside",
  "ratio",
  "goal",
];

/** Returns the lines as a table of plain text. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [headings, ...lines.map(cellsOf)];
  const widths = headings.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const drawn = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 || i >= 8 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = drawn;
  return [head, "-".repeat(head.length + 20), ...body].join("\n");
}

function cellsOf(line: Line): string[] {
  const { what, size, values, beside, goal, note } = line;
  const ratio = ratioOf(line);
  const besideText = beside ? `${beside.name} ${besideValue(beside)}` : "";
  const failed = values.failures ? ` ${values.failures} FAILED` : "";
  return [
    `${what}${failed}${note ? ` (${note})` : ""}`,
    size === null ? "" : size.toLocaleString("en"),
    number(values.p50),
    number(values.p95),
    number(values.perSecond),
    number(values.processor),
    values.bytes === undefined ? "" : values.bytes.toLocaleString("en"),
    values.value === undefined ? "" : `${number(values.value)} ${values.unit ?? ""}`.trim(),
    besideText,
    ratio === null ? "" : `${ratio.toFixed(2)} ×`,
    goal ?? "",
  ];
}

function besideValue({ p50, perSecond, value }: NonNullable<Line["beside"]>): string {
  if (p50 !== undefined) return `${number(p50)} ms`;
  if (perSecond !== undefined) return `${number(perSecond)}/s`;
  return number(value);
}

function number(value: number | undefined): string {
  if (value === undefined) return "";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(value < 10 ? 2 : 1);
}

/** Returns how each figure grew from the smallest register to the largest. */
export function growthOf(lines: readonly Line[]): Line[] {
  const sizes = [...new Set(lines.flatMap(({ size }) => (size === null ? [] : [size])))].sort(
    (a, b) => a - b,
  );
  const [least, most] = [sizes.at(0), sizes.at(-1)];
  if (least === undefined || most === undefined || least === most) return [];
  const timed = lines.filter(({ size, values }) => size === least && values.p50 !== undefined);
  const first = new Map(timed.map((line) => [line.what, line]));
  return [...first.values()].flatMap((small) => {
    const large = lines.find(({ what, size }) => what === small.what && size === most);
    if (!large?.values.p50 || !small.values.p50) return [];
    const times = large.values.p50 / small.values.p50;
    const what = `growth ${least.toLocaleString("en")} → ${most.toLocaleString("en")}: ${small.what}`;
    const limit = { list: "≤ 1.2 ×", results: "≤ 1.3 ×" }[small.subject];
    const goal = limit ? { goal: limit } : {};
    return [{ subject: "growth", what, size: null, values: { value: times, unit: "×" }, ...goal }];
  });
}
