"use client";
import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { popupLook } from "@/components/ui/popup-look";
import type { PopupHandle } from "@/components/ui/use-popup";

interface PopoverPopupProps {
  handle: PopupHandle;
  label: string;
  align: "start" | "end";
  children: ReactNode;
}

/** The surface of a popover; loaded when one is first opened. */
export default function PopoverPopup({ handle, label, align, children }: PopoverPopupProps) {
  return (
    <Popover.Root open={handle.open} onOpenChange={handle.onOpenChange}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={handle.anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            aria-label={label}
            finalFocus={handle.anchor}
            className={`max-w-[calc(100vw-1rem)] ${popupLook}`}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
