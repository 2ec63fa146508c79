"use client";
import { type RefObject, useEffect, useRef } from "react";

interface RowKeys {
  count: number;
  scroller: RefObject<HTMLElement | null>;
  /** Brings a row that is not drawn near the window. */
  reveal: (index: number) => void;
  onSelect: (index: number) => void;
  /** Shows a row in the side panel, or no longer. */
  onPeek: (index: number) => void;
  /** The focus went to another row. */
  onMove: (index: number) => void;
  onEscape: () => void;
}

/** Work by keyboard: j and k move, Enter opens (the row's link has the focus), Space shows it beside, x selects, a goes to what can be done with those, Escape lets go. */
export function useRowKeys(keys: RowKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  const at = useRef(-1);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target))
        return;
      const { count, scroller, reveal, onSelect, onPeek, onMove, onEscape } = latest.current;
      const row = document.activeElement?.closest<HTMLElement>("tr[data-index]");
      if (row) at.current = Number(row.dataset.index);
      const move = (to: number) => {
        if (count === 0) return;
        event.preventDefault();
        at.current = Math.max(0, Math.min(count - 1, to));
        focusRow(scroller.current, at.current, reveal);
        onMove(at.current);
      };
      if (event.key === "j") move(at.current + 1);
      else if (event.key === "k") move(at.current - 1);
      else if (event.key === "x" && row) onSelect(at.current);
      else if (event.key === "a")
        document.querySelector<HTMLElement>('section[aria-label="Selected rows"] button')?.focus();
      else if (event.key === " " && row && event.target instanceof HTMLAnchorElement) {
        event.preventDefault();
        onPeek(at.current);
      } else if (event.key === "Escape") {
        const peeking = document.querySelector('[aria-label="Side panel"]') !== null;
        onEscape();
        if (row && !peeking) (document.activeElement as HTMLElement).blur();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function focusRow(scroller: HTMLElement | null, index: number, reveal: (index: number) => void, tries = 5) {
  const link = scroller?.querySelector<HTMLElement>(`tr[data-index="${index}"] a[data-open]`);
  if (link) {
    link.focus({ preventScroll: true });
    link.closest("tr")?.scrollIntoView({ block: "nearest" });
    return;
  }
  reveal(index);
  if (tries > 0) requestAnimationFrame(() => focusRow(scroller, index, reveal, tries - 1));
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typing = target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  return typing || document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
