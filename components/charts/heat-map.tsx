import Link from "next/link";
import { useId } from "react";
import { HeatMapCell as Cell } from "@/components/charts/heat-map-cell";
import type { HeatMapProps, HeatMapStep } from "@/components/charts/heat-map-props";
import { HeatMapTable } from "@/components/charts/heat-map-table";
import { bandOf } from "@/components/domain/band";

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
          className="grid gap-1 [--names:4.25rem] [--cell:1.9rem] sm:min-w-96 sm:[--cell:3.25rem] sm:[--names:max-content]"
          style={{
            gridTemplateColumns: `1rem var(--names) repeat(${columns.length}, minmax(var(--cell), 1fr))`,
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
              {column.value} <span className="max-sm:hidden">{column.label}</span>
            </span>
          ))}
          <span
            aria-hidden="true"
            className="text-center font-medium text-ink-soft text-xs"
            style={{ gridColumn: `3 / span ${columns.length}`, gridRow: rows.length + 2 }}
          >
            {axes.column}
            <span className="font-normal sm:hidden">
              {" "}
              ({columns[0]?.value} {columns[0]?.label} to {columns.at(-1)?.value} {columns.at(-1)?.label})
            </span>
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
        className="flex items-center justify-end pr-1.5 text-right text-2xs text-ink-soft leading-tight sm:text-xs"
        style={{ gridColumn: 2, gridRow: index + 1 }}
      >
        {row.value} {row.label}
      </span>
      {columns.map((column, at) => {
        const cell = cells.find((one) => one.row === row.value && one.column === column.value);
        const place = { gridColumn: at + 3, gridRow: index + 1 };
        if (!cell) return <span key={column.value} style={place} className="rounded-md bg-sunken" />;
        return (
          <Cell
            key={column.value}
            style={place}
            place={`${axes.row} ${row.label}, ${axes.column.toLowerCase()} ${column.label}`}
            count={cell.count}
            noun={noun}
            band={bandOf(cell.score, bands)}
            href={cell.href}
          />
        );
      })}
    </>
  );
}
