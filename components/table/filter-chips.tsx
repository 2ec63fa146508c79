"use client";
import { ListFilter, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { filterWords, namesIn } from "@/components/table/filter-words";
import type { RegisterQuery } from "@/components/table/use-register-query";
import { buttonLook } from "@/components/ui/button-look";
import { Popover } from "@/components/ui/popover";
import type { Column, RegisterRow } from "@/lib/platform/register/column";

const FilterPanel = dynamic(() => import("@/components/table/filter-panel"), { ssr: false });

/** Names of records picked as filters in this visit: after a filter nothing on screen may mention them any more. */
const picked = new Map<string, string>();

interface FilterChipsProps {
  columns: readonly Column[];
  rows: readonly RegisterRow[];
  names: Record<string, string>;
  query: RegisterQuery;
}

/** The filters of a view as chips; each opens its editor, and one button adds another. */
export function FilterChips({ columns, rows, names, query }: FilterChipsProps) {
  const known = useMemo(
    () => new Map([...Object.entries(names), ...picked, ...namesIn(rows, columns)]),
    [rows, columns, names],
  );
  const panel = (column: Column | undefined, close: () => void) => (
    <FilterPanel
      columns={columns.filter((one) => one.filter)}
      column={column}
      filters={query.filters}
      names={known}
      onNamed={(id, name) => picked.set(id, name)}
      onChange={query.setFilter}
      onClose={close}
    />
  );
  const active = columns.filter((column) => query.filters[column.key]);
  return (
    <>
      {active.map((column) => {
        const words = filterWords(column, query.filters[column.key] ?? "", new Map([...known, ...picked]));
        return (
          <span
            key={column.key}
            className="inline-flex h-7 max-w-full items-center rounded-md bg-accent-soft text-sm"
          >
            <Popover
              label={`Filter by ${column.label}`}
              triggerLook="focus-inset flex h-full min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2 hover:text-accent"
              trigger={
                <>
                  <span className="text-ink-soft">{column.label}</span>
                  <span className="truncate font-medium">{words}</span>
                </>
              }
            >
              {(close) => panel(column, close)}
            </Popover>
            <button
              type="button"
              aria-label={`Remove filter ${column.label}`}
              onClick={() => query.setFilter(column.key, null)}
              className="focus-inset flex h-full items-center rounded-r-md px-1.5 text-ink-soft hover:text-ink"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </span>
        );
      })}
      <Popover
        label="Add a filter"
        triggerLook={buttonLook("quiet", "sm")}
        trigger={
          <>
            <ListFilter aria-hidden="true" className="size-4" strokeWidth={1.75} />
            Filter
          </>
        }
      >
        {(close) => panel(undefined, close)}
      </Popover>
      {query.filtered ? (
        <button type="button" onClick={query.clear} className={buttonLook("quiet", "sm")}>
          Clear
        </button>
      ) : null}
    </>
  );
}
