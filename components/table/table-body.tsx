"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { type MouseEvent, type RefObject, useEffect } from "react";
import type { Band } from "@/components/domain/band";
import { TableMore } from "@/components/table/table-more";
import { TableRow } from "@/components/table/table-row";
import type { RegisterModel } from "@/components/table/use-register-model";
import type { useRegisterRows } from "@/components/table/use-register-rows";
import { useRowKeys } from "@/components/table/use-row-keys";

const rowHeight = 36;
const plainRows = 50;

interface TableBodyProps {
  model: RegisterModel;
  linkKey: string | undefined;
  bands: readonly Band[];
  hrefBase: string;
  scroller: RefObject<HTMLElement | null>;
  loaded: ReturnType<typeof useRegisterRows>;
  pending: boolean;
  noun: { one: string; many: string };
}

/** The rows: the first page as it is, and beyond it only those near the window. */
export function TableBody({
  model: { table, shown },
  linkKey,
  bands,
  hrefBase,
  scroller,
  loaded,
  pending,
  noun,
}: TableBodyProps) {
  const router = useRouter();
  const { rows } = table.getRowModel();
  const windowed = rows.length > plainRows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    paddingStart: rowHeight,
    scrollPaddingStart: rowHeight,
    enabled: windowed,
  });
  const items = windowed ? virtual.getVirtualItems() : [];
  const first = windowed ? (items[0]?.index ?? 0) : 0;
  const last = windowed ? (items.at(-1)?.index ?? -1) : rows.length - 1;
  useRowKeys({
    count: rows.length,
    scroller,
    reveal: (index) => (windowed ? virtual.scrollToIndex(index) : undefined),
    onSelect: (index) => rows[index]?.toggleSelected(),
    onEscape: () => table.resetRowSelection(true),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the edge of what is loaded came near.
  useEffect(() => {
    if (windowed && last >= rows.length - 20) void loaded.loadMore();
  }, [windowed, last, rows.length]);

  const open = (event: MouseEvent<HTMLElement>) => {
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
      {first > 0 ? <Space height={first * rowHeight} /> : null}
      {rows.slice(first, last + 1).map((row, at) => (
        <TableRow
          key={row.id}
          row={row.original}
          index={first + at}
          columns={shown}
          linkKey={linkKey}
          bands={bands}
          href={`${hrefBase}/${row.id}`}
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
