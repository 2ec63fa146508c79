"use client";
import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { FilterEditor } from "@/components/table/filter-editor";
import { buttonLook } from "@/components/ui/button-look";
import type { Column } from "@/lib/platform/register/column";

interface FilterPanelProps {
  columns: readonly Column[];
  /** The column to edit; without one, the panel first asks which. */
  column: Column | undefined;
  filters: Record<string, string>;
  names: ReadonlyMap<string, string>;
  onNamed: (id: string, name: string) => void;
  onChange: (key: string, value: string | null, wait?: boolean) => void;
  onClose: () => void;
}

/** Chooses what to filter by, and edits that filter; loaded with the first filter. */
export default function FilterPanel({
  columns,
  column: given,
  filters,
  names,
  onNamed,
  onChange,
  onClose,
}: FilterPanelProps) {
  const [column, setColumn] = useState(given);
  if (!column) return <ColumnList columns={columns} onPick={setColumn} />;
  return (
    <div className="grid w-72 max-w-full gap-2 p-3">
      <div className="flex items-center gap-1">
        {given ? null : (
          <button
            type="button"
            aria-label="Back to all filters"
            onClick={() => setColumn(undefined)}
            className={`-ml-1.5 ${buttonLook("quiet", "sm", true)}`}
          >
            <ChevronLeft aria-hidden="true" className="size-4" />
          </button>
        )}
        <h2 className="font-medium text-sm">{column.label}</h2>
      </div>
      <FilterEditor
        column={column}
        value={filters[column.key]}
        names={names}
        onNamed={onNamed}
        onChange={(value, wait) => onChange(column.key, value, wait)}
      />
      <div className="flex justify-between gap-2 border-line border-t pt-2">
        <button
          type="button"
          disabled={!filters[column.key]}
          onClick={() => onChange(column.key, null)}
          className={buttonLook("quiet", "sm")}
        >
          Clear
        </button>
        <button type="button" onClick={onClose} className={buttonLook("default", "sm")}>
          Done
        </button>
      </div>
    </div>
  );
}

function ColumnList({ columns, onPick }: { columns: readonly Column[]; onPick: (column: Column) => void }) {
  const [words, setWords] = useState("");
  const found = columns.filter((column) => column.label.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <div className="w-60 p-1">
      <input
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && found[0] && onPick(found[0])}
        aria-label="Find what to filter by"
        placeholder="Filter by…"
        className="h-8 w-full rounded-md bg-transparent px-2 text-sm outline-none"
      />
      <ul className="max-h-72 overflow-y-auto border-line border-t pt-1">
        {found.map((column) => (
          <li key={column.key}>
            <button
              type="button"
              onClick={() => onPick(column)}
              className="focus-inset block w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-sunken focus-visible:bg-sunken"
            >
              {column.label}
            </button>
          </li>
        ))}
        {found.length === 0 ? (
          <li className="px-2 py-1.5 text-ink-faint text-sm">No column is called that.</li>
        ) : null}
      </ul>
    </div>
  );
}
