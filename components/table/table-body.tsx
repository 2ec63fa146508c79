"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type MouseEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Band } from "@/components/domain/band";
import { onDay } from "@/components/layout/on-day";
import { type RowRange, rowHeight } from "@/components/table/row-range";
import { TableMore } from "@/components/table/table-more";
import { TableRow } from "@/components/table/table-row";
import type { RegisterModel } from "@/components/table/use-register-model";
import type { useRegisterRows } from "@/components/table/use-register-rows";
import { useRowKeys } from "@/components/table/use-row-keys";
import type { RegisterRow } from "@/lib/platform/register/column";

const RowWindow = dynamic(() => import("@/components/table/row-window"), { ssr: false });
const plainRows = 50;

interface TableBodyProps {
  model: RegisterModel;
  linkKey: string | undefined;
  bands: readonly Band[];
  hrefBase: string;
  asOf?: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  loaded: ReturnType<typeof useRegisterRows>;
  pending: boolean;
  noun: { one: string; many: string };
  /** The record in the side panel. */
  open: string | null;
  onOpen: (id: string | null) => void;
}

/** The rows: the first page as it is, and beyond it only those near the window. */
export function TableBody({
  model: { table, shown },
  linkKey,
  bands,
  hrefBase,
  asOf,
  scroller,
  loaded,
  pending,
  noun,
  open: panel,
  onOpen,
}: TableBodyProps) {
  const router = useRouter();
  const { rows } = table.getRowModel();
  const [near, setNear] = useState<RowRange | null>(null);
  const reveal = useRef<(index: number) => void>(() => undefined);
  const long = rows.length > plainRows;
  const first = long ? (near?.first ?? 0) : 0;
  const last = long && near ? Math.min(near.last, rows.length - 1) : rows.length - 1;
  useRowKeys({
    count: rows.length,
    scroller,
    reveal: (index) => reveal.current(index),
    onSelect: (index) => rows[index]?.toggleSelected(),
    onPeek: (index) => onOpen(panel === rows[index]?.id ? null : (rows[index]?.id ?? null)),
    onMove: (index) => {
      if (panel !== null) onOpen(rows[index]?.id ?? null);
    },
    onEscape: () => (panel === null ? table.resetRowSelection(true) : onOpen(null)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the edge of what is loaded came near.
  useEffect(() => {
    if (long && near && last >= rows.length - 20) void loaded.loadMore();
  }, [long, near, last, rows.length]);

  const open = (event: MouseEvent<HTMLElement>) => {
    const peek = (event.target as Element).closest<HTMLElement>("button[data-peek]");
    if (peek) return onOpen(panel === peek.dataset["peek"] ? null : (peek.dataset["peek"] ?? null));
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-open]");
    if (
      !link ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    router.push(link.getAttribute("href") ?? "");
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are what is pressed; this only keeps the navigation in the page.
    <tbody onClick={open} className={pending ? "opacity-60 transition-opacity delay-100" : ""}>
      {long ? <RowWindow count={rows.length} scroller={scroller} reveal={reveal} onRange={setNear} /> : null}
      {first > 0 ? <Space height={first * rowHeight} /> : null}
      {rows.slice(first, last + 1).map((row, at) => (
        <TableRow
          key={row.id}
          row={row.original}
          index={first + at}
          columns={shown}
          linkKey={linkKey}
          bands={bands}
          href={onDay(hrefOf(row.original, hrefBase), asOf)}
          selected={row.getIsSelected()}
          onSelect={row.getToggleSelectedHandler()}
        />
      ))}
      {last < rows.length - 1 ? <Space height={(rows.length - 1 - last) * rowHeight} /> : null}
      {loaded.more ? (
        <TableMore loaded={loaded} span={shown.length + 1} noun={noun} scroller={scroller} />
      ) : null}
    </tbody>
  );
}

function Space({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row that keeps the scroll height takes no focus.
    <tr aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

// A row that is shown elsewhere says where, such as a task on the page of its record.
function hrefOf(row: RegisterRow, hrefBase: string): string {
  return typeof row["href"] === "string" ? row["href"] : `${hrefBase}/${row.id}`;
}
