import Link from "next/link";
import { useId } from "react";
import { HeatMapTable } from "@/components/charts/heat-map-table";
import { type Band, bandOf, toneOf } from "@/components/domain/band";
import { ToneShape } from "@/components/ui/tone-shape";
import type { Tone } from "@/lib/platform/schema/field";

export interface HeatMapStep {
  value: number;
  label: string;
}

export interface HeatMapCell {
  row: number;
  column: number;
  count: number;
  /** The score of the cell, which puts it into its band. */
  score: number;
  /** The risks behind the number. */
  href: string;
}

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

const fills: Record<Tone, string> = {
  neutral: "bg-sunken",
  info: "bg-info-soft",
  good: "bg-good-fill",
  warn: "bg-warn-fill",
  bad: "bg-bad-fill",
  critical: "bg-critical-fill text-white",
};

/** Two scales crossed: each cell says its level by a word and a colour, how many stand there, and opens them. */
export function HeatMap(props: HeatMapProps) {
  const { title, axes, rows, columns, cells, bands, noun, uncounted } = props;
  const id = useId();
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span id={id} className="font-semibold">
          {title}
        </span>
        <span className="text-ink-soft text-sm">
          {total.toLocaleString("en")} {total === 1 ? noun.one : noun.many}
          {uncounted && uncounted.count > 0 ? (
            <>
              {", "}
              <Link href={uncounted.href} prefetch={false} className="text-accent hover:underline">
                {uncounted.count.toLocaleString("en")} {uncounted.label}
              </Link>
            </>
          ) : null}
        </span>
      </figcaption>
      <div className="overflow-x-auto">
        <div
          className="grid min-w-96 gap-1"
          style={{
            gridTemplateColumns: `1.25rem minmax(4.5rem,8rem) repeat(${columns.length}, minmax(3.25rem, 1fr))`,
          }}
        >
          <span
            aria-hidden="true"
            className="flex rotate-180 items-center justify-center font-medium text-ink-soft text-xs [writing-mode:vertical-rl]"
            style={{ gridRow: `1 / span ${rows.length}` }}
          >
            {axes.row}
          </span>
          {rows.map((row, index) => (
            <Row
              key={row.value}
              row={row}
              index={index}
              columns={columns}
              cells={cells}
              bands={bands}
              axes={axes}
              noun={noun}
            />
          ))}
          {columns.map((column, index) => (
            <span
              key={column.value}
              aria-hidden="true"
              className="pt-1 text-center text-ink-soft text-xs leading-tight"
              style={{ gridColumn: index + 3, gridRow: rows.length + 1 }}
            >
              {column.value} {column.label}
            </span>
          ))}
          <span
            aria-hidden="true"
            className="text-center font-medium text-ink-soft text-xs"
            style={{ gridColumn: `3 / span ${columns.length}`, gridRow: rows.length + 2 }}
          >
            {axes.column}
          </span>
        </div>
      </div>
      <HeatMapTable {...props} />
    </figure>
  );
}

type RowProps = Pick<HeatMapProps, "columns" | "cells" | "bands" | "axes" | "noun"> & {
  row: HeatMapStep;
  index: number;
};

function Row({ row, index, columns, cells, bands, axes, noun }: RowProps) {
  return (
    <>
      <span
        aria-hidden="true"
        className="flex items-center justify-end pr-1.5 text-right text-ink-soft text-xs leading-tight"
        style={{ gridColumn: 2, gridRow: index + 1 }}
      >
        {row.value} {row.label}
      </span>
      {columns.map((column, at) => {
        const cell = cells.find((one) => one.row === row.value && one.column === column.value);
        const place = { gridColumn: at + 3, gridRow: index + 1 };
        if (!cell) return <span key={column.value} style={place} className="rounded-md bg-sunken" />;
        const band = bandOf(cell.score, bands);
        const tone = band ? toneOf(band) : "neutral";
        const words = `${axes.row} ${row.label}, ${axes.column.toLowerCase()} ${column.label}: ${cell.count} ${cell.count === 1 ? noun.one : noun.many}, ${band?.label ?? "no level"}`;
        const look = `flex h-14 flex-col items-center justify-center rounded-md ${fills[tone]}`;
        const inside = (
          <>
            <span className={`font-semibold text-lg leading-6 ${cell.count === 0 ? "opacity-0" : ""}`}>
              {cell.count}
            </span>
            <span className="flex items-center gap-1 text-2xs leading-3">
              <ToneShape tone={tone} className="size-1.5" />
              {band?.label}
            </span>
          </>
        );
        return cell.count > 0 ? (
          <Link
            key={column.value}
            href={cell.href}
            prefetch={false}
            aria-label={words}
            style={place}
            className={`${look} hover:outline-2 hover:outline-ink`}
          >
            {inside}
          </Link>
        ) : (
          <span key={column.value} role="img" aria-label={words} style={place} className={look}>
            {inside}
          </span>
        );
      })}
    </>
  );
}
