"use client";
import { type RefObject, useRef, useState } from "react";

/** How a popup closes and what it closes to, whatever it holds. */
export interface PopupHandle {
  open: boolean;
  anchor: RefObject<HTMLElement | null>;
  onOpenChange: (open: boolean, details: { reason: string; event: Event; cancel: () => void }) => void;
}

interface Popup {
  /** False until the popup was first asked for: its code is loaded only then. */
  wanted: boolean;
  handle: PopupHandle;
  /** Counts the openings: what opens again starts afresh, even while it is still fading out. */
  opening: number;
  toggle: () => void;
  close: () => void;
}

/** Keeps a popup that opens from a plain button. A press on that button while it is open closes it, once. */
export function usePopup(startsOpen = false): Popup {
  const [open, setOpen] = useState(startsOpen);
  const [wanted, setWanted] = useState(startsOpen);
  const [opening, setOpening] = useState(0);
  const anchor = useRef<HTMLElement | null>(null);
  return {
    wanted,
    opening,
    toggle: () => {
      setWanted(true);
      if (!open) setOpening(opening + 1);
      setOpen((was) => !was);
    },
    close: () => setOpen(false),
    handle: {
      open,
      anchor,
      onOpenChange: (next, details) => {
        const target = details.event.target;
        if (
          !next &&
          details.reason === "outside-press" &&
          target instanceof Node &&
          anchor.current?.contains(target)
        ) {
          details.cancel();
          return;
        }
        setOpen(next);
      },
    },
  };
}
