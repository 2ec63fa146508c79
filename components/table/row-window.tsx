"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect } from "react";
import { type RowRange, rowHeight } from "@/components/table/row-range";

interface RowWindowProps {
  count: number;
  scroller: RefObject<HTMLElement | null>;
  /** Receives the way to bring a row near the window. */
  reveal: RefObject<(index: number) => void>;
  onRange: (range: RowRange) => void;
}

/** Watches which rows are near the window. Draws nothing; its code is loaded with the second page of rows. */
export default function RowWindow({ count, scroller, reveal, onRange }: RowWindowProps) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    paddingStart: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useLayoutEffect(() => {
    reveal.current = (index) => virtual.scrollToIndex(index);
    if (last >= 0) onRange({ first, last });
  }, [virtual, reveal, onRange, first, last]);
  return null;
}
