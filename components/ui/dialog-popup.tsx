"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };
const fade = "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  width?: "sm" | "md" | "lg";
}

/** The surface of a dialog: keeps the focus, closes by Escape and by its cross. */
export default function DialogPopup({
  open,
  onClose,
  title,
  description,
  children,
  width = "sm",
}: DialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={`fixed inset-0 z-50 bg-[rgb(10_11_16/0.45)] ${fade}`} />
        <Dialog.Viewport className="fixed inset-0 z-50 overflow-y-auto">
          <div className="flex min-h-full items-start justify-center p-4 pt-[10vh]">
            <Dialog.Popup
              className={`w-full ${widths[width]} rounded-xl bg-raised shadow-pop outline-none ${fade}`}
            >
              <div className="flex items-start gap-3 px-5 pt-4">
                <Dialog.Title className="flex-1 pt-0.5 font-semibold text-lg">{title}</Dialog.Title>
                <Dialog.Close aria-label="Close" className={`-mr-2 ${buttonLook("quiet", "sm", true)}`}>
                  <X aria-hidden="true" className="size-4" />
                </Dialog.Close>
              </div>
              {description ? (
                <Dialog.Description render={<div />} className="px-5 pt-1 text-ink-soft">
                  {description}
                </Dialog.Description>
              ) : null}
              <div className="px-5 pt-4 pb-5">{children}</div>
            </Dialog.Popup>
          </div>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
