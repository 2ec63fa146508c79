"use client";
import type { ReactNode } from "react";
import { ColumnsButton } from "@/components/table/columns-button";
import { ExportMenu } from "@/components/table/export-menu";
import { FilterChips } from "@/components/table/filter-chips";
import { SearchBox } from "@/components/table/search-box";
import type { Total } from "@/components/table/use-register-count";
import type { RegisterQuery } from "@/components/table/use-register-query";
import type { Column, RegisterRow } from "@/lib/platform/register/column";

interface RegisterToolbarProps {
  concept: string;
  noun: { one: string; many: string };
  columns: readonly Column[];
  shown: readonly string[];
  onShow: (keys: readonly string[]) => void;
  onReset: () => void;
  rows: readonly RegisterRow[];
  names: Record<string, string>;
  query: RegisterQuery;
  total: Total | null;
  canExport: boolean;
  /** Prints each record that the filters leave into one archive. */
  onPrint: (() => void) | null;
  /** The control of the day that is shown. */
  lookBack: ReactNode;
}

/** Over the table: search, filters, how many of how many, columns, export. */
export function RegisterToolbar({
  concept,
  noun,
  columns,
  shown,
  onShow,
  onReset,
  rows,
  names,
  query,
  total,
  canExport,
  onPrint,
  lookBack,
}: RegisterToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2 lg:px-6 print:hidden">
      <SearchBox noun={noun} value={query.q} onChange={query.setSearch} />
      <FilterChips columns={columns} rows={rows} names={names} query={query} />
      <span className="flex items-center gap-1 max-sm:ml-auto sm:ml-auto">
        <CountText total={total} noun={noun} />
        {lookBack}
        <ColumnsButton columns={columns} shown={shown} onShow={onShow} onReset={onReset} />
        {canExport ? (
          <ExportMenu
            concept={concept}
            noun={noun}
            columns={columns}
            shown={shown}
            query={query}
            total={total}
            onPrint={onPrint}
          />
        ) : null}
      </span>
    </div>
  );
}

// Before the number is known its place is kept, so that nothing jumps when it comes.
function CountText({ total, noun }: { total: Total | null; noun: { one: string; many: string } }): ReactNode {
  const words = total ? countWords(total, noun) : "";
  return (
    <span
      role="status"
      className="mr-2 min-w-32 text-right text-ink-faint text-sm tabular-nums whitespace-nowrap"
    >
      {words}
    </span>
  );
}

function countWords({ count, all }: Total, noun: { one: string; many: string }): string {
  const word = all === 1 ? noun.one : noun.many;
  return count === all
    ? `${all.toLocaleString("en")} ${word}`
    : `${count.toLocaleString("en")} of ${all.toLocaleString("en")} ${word}`;
}
