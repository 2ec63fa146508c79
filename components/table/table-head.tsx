"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { RegisterModel } from "@/components/table/use-register-model";
import type { RegisterQuery } from "@/components/table/use-register-query";
import { Checkbox } from "@/components/ui/checkbox";
import type { Column } from "@/lib/platform/register/column";
import { isNumber } from "@/lib/platform/schema/field";

interface TableHeadProps {
  model: RegisterModel;
  linkKey: string | undefined;
  query: RegisterQuery;
}

/** The heading row: stays in sight, sorts by a press. */
export function TableHead({ model: { table, shown }, linkKey, query }: TableHeadProps) {
  return (
    <>
      <colgroup>
        <col style={{ width: 40 }} />
        {shown.map((column) => (
          <col
            key={column.key}
            style={column.key === linkKey ? undefined : { width: table.getColumn(column.key)?.getSize() }}
          />
        ))}
      </colgroup>
      <thead>
        <tr className="h-9" aria-rowindex={1}>
          <th scope="col" className="sticky top-0 z-10 border-line border-b bg-panel pl-4 text-left">
            <Checkbox
              aria-label="Select all loaded rows"
              className="block"
              checked={table.getIsAllRowsSelected()}
              mixed={!table.getIsAllRowsSelected() && table.getIsSomeRowsSelected()}
              onChange={() => table.toggleAllRowsSelected(!table.getIsAllRowsSelected())}
            />
          </th>
          {shown.map((column) => (
            <Heading key={column.key} column={column} query={query} />
          ))}
        </tr>
      </thead>
    </>
  );
}

const descendingFirst = new Set<Column["kind"]>(["integer", "decimal", "date", "instant"]);

function Heading({ column, query }: { column: Column; query: RegisterQuery }) {
  const { key, label, help, sortable, kind, badge } = column;
  const direction = query.sort === key ? "ascending" : query.sort === `-${key}` ? "descending" : undefined;
  const number = isNumber(kind) && !badge;
  const look = `sticky top-0 z-10 border-line border-b bg-panel px-3 font-medium text-ink-soft text-xs ${number ? "text-right" : "text-left"}`;
  if (!sortable) {
    return (
      <th scope="col" title={help} className={look}>
        <span className="block truncate">{label}</span>
      </th>
    );
  }
  const [first, second] = descendingFirst.has(kind) ? [`-${key}`, key] : [key, `-${key}`];
  const next = query.sort === first ? second : query.sort === second ? null : first;
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <th scope="col" title={help} aria-sort={direction ?? "none"} className={look}>
      <button
        type="button"
        onClick={() => query.setSort(next)}
        className={`focus-inset -mx-1 flex h-7 max-w-full items-center gap-0.5 rounded-sm px-1 underline-offset-4 hover:text-ink hover:underline ${number ? "ml-auto" : ""} ${direction ? "text-ink" : ""}`}
      >
        <span className="truncate">{label}</span>
        {direction ? <Arrow aria-hidden="true" className="size-3.5 shrink-0 text-accent" /> : null}
      </button>
    </th>
  );
}
