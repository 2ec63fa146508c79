import Link from "next/link";
import type { ReactNode } from "react";

interface SimpleTableProps {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly { key: string; label: string; align?: "left" | "right"; width?: string }[];
  rows: readonly { key: string; cells: Record<string, ReactNode>; href?: string }[];
  /** Said when there are no rows. */
  empty: ReactNode;
}

/** A short list inside a record or a section: no paging, no filters. A row with an address is a link as a whole. */
export function SimpleTable({ label, columns, rows, empty }: SimpleTableProps) {
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-faint text-sm">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section tabIndex={0} className="focus-inset overflow-x-auto">
      <table aria-label={label} className="w-full text-sm">
        <thead>
          <tr>
            {columns.map(({ key, label: heading, align, width }) => (
              <th
                key={key}
                scope="col"
                style={width ? { width } : undefined}
                className={`h-8 border-line border-b px-3 font-medium text-ink-soft text-xs whitespace-nowrap first:pl-4 last:pr-4 ${align === "right" ? "text-right" : "text-left"}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, href }) => (
            <tr
              key={key}
              className={`border-line [&:not(:last-child)>td]:border-b ${href ? "relative hover:bg-hover" : ""}`}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  className={`px-3 py-2 align-top first:min-w-44 first:pl-4 last:pr-4 ${column.align === "right" ? "text-right tabular-nums" : ""}`}
                >
                  {href && index === 0 ? (
                    <Link href={href} prefetch={false} className="stretched font-medium">
                      {cells[column.key]}
                    </Link>
                  ) : (
                    cells[column.key]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
