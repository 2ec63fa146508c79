"use client";
import dynamic from "next/dynamic";
import { Fragment, type ReactNode } from "react";
import { usePopup } from "@/components/ui/use-popup";

const load = () => import("@/components/ui/popover-popup");
const PopoverPopup = dynamic(load, { ssr: false });

interface PopoverProps {
  /** Names the panel for screen readers. */
  label: string;
  /** What stands in the button. */
  trigger: ReactNode;
  triggerLook: string;
  triggerLabel?: string | undefined;
  align?: "start" | "end";
  startsOpen?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A panel that opens from a button. The code that places it arrives with the first hover, focus or press. */
export function Popover({
  label,
  trigger,
  triggerLook,
  triggerLabel,
  align = "start",
  startsOpen = false,
  children,
}: PopoverProps) {
  const { wanted, opening, handle, toggle, close } = usePopup(startsOpen);
  return (
    <>
      <button
        type="button"
        ref={(button) => {
          handle.anchor.current = button;
        }}
        aria-label={triggerLabel}
        aria-haspopup="dialog"
        aria-expanded={handle.open}
        onPointerEnter={load}
        onFocus={load}
        onClick={toggle}
        className={triggerLook}
      >
        {trigger}
      </button>
      {wanted ? (
        <PopoverPopup handle={handle} label={label} align={align}>
          <Fragment key={opening}>{children(close)}</Fragment>
        </PopoverPopup>
      ) : null}
    </>
  );
}
