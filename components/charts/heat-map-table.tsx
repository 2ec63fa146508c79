import type { HeatMapProps } from "@/components/charts/heat-map-props";

/** The same numbers as a table, for whoever reads a table better than a picture. */
export function HeatMapTable({ title, axes, rows, columns, cells }: HeatMapProps) {
  return (
    <details className="mt-3 text-sm">
      <summary className="w-fit rounded-sm text-ink-soft hover:text-ink">Show as a table</summary>
      <div className="mt-2 overflow-x-auto">
        <table className="text-sm">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col" className="pr-4 pb-1 text-left font-medium text-ink-soft">
                {axes.row} \ {axes.column}
              </th>
              {columns.map((column) => (
                <th key={column.value} scope="col" className="px-2 pb-1 text-right font-medium text-ink-soft">
                  {column.value} {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.value}>
                <th
                  scope="row"
                  className="border-line border-t py-1 pr-4 text-left font-normal text-ink-soft"
                >
                  {row.value} {row.label}
                </th>
                {columns.map((column) => (
                  <td key={column.value} className="border-line border-t px-2 py-1 text-right tabular-nums">
                    {cells.find((cell) => cell.row === row.value && cell.column === column.value)?.count ?? 0}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
