"use client";
import { PanelRight } from "lucide-react";
import { memo } from "react";
import type { Band } from "@/components/domain/band";
import { cellWords } from "@/components/table/cell-words";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldValue } from "@/components/ui/field-value";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import { isNumber } from "@/lib/platform/schema/field";

interface TableRowProps {
  row: RegisterRow;
  index: number;
  columns: readonly Column[];
  linkKey: string | undefined;
  bands: readonly Band[];
  href: string;
  selected: boolean;
  onSelect: (event: unknown) => void;
}

/** One record in a register. The whole row is its link, so it opens in a tab or copies like any link. */
export const TableRow = memo(
  function TableRow({ row, index, columns, linkKey, bands, href, selected, onSelect }: TableRowProps) {
    return (
      <tr
        data-index={index}
        data-selected={selected || undefined}
        aria-rowindex={index + 2}
        className="register-row"
      >
        <td>
          <Checkbox
            aria-label={`Select ${row.ref || cellWords(columns[0] as Column, row[columns[0]?.key ?? ""])}`}
            checked={selected}
            onChange={() => undefined}
            onClick={onSelect}
            className="relative z-1 block"
          />
        </td>
        {columns.map((column) => (
          <Cell
            key={column.key}
            column={column}
            row={row}
            bands={bands}
            href={column.key === linkKey ? href : undefined}
          />
        ))}
      </tr>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.selected === after.selected &&
    before.columns === after.columns &&
    before.index === after.index &&
    before.linkKey === after.linkKey &&
    before.bands === after.bands,
);

function Cell({
  column,
  row,
  bands,
  href,
}: {
  column: Column;
  row: RegisterRow;
  bands: readonly Band[];
  href: string | undefined;
}) {
  const value = row[column.key] ?? null;
  const number = isNumber(column.kind) && !column.badge;
  const long = typeof value === "string" ? value.length > 24 : Array.isArray(value) && value.length > 0;
  return (
    <td className={number ? "number" : undefined} title={long ? cellWords(column, value) : undefined}>
      {href ? (
        <span className="flex items-center gap-1">
          <a href={href} data-open="" className="min-w-0 truncate">
            {value === null ? row.ref || "Open" : <FieldValue field={column} value={value} bands={bands} />}
          </a>
          <button
            type="button"
            data-peek={row.id}
            tabIndex={-1}
            aria-label={`Show ${row.ref || "it"} beside the list`}
            className="peek"
          >
            <PanelRight aria-hidden="true" className="size-3.5" />
          </button>
        </span>
      ) : (
        <FieldValue field={column} value={value} bands={bands} />
      )}
    </td>
  );
}
