"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  /** A question that names what it is about: "Retire Claims triage?" */
  title: string;
  /** What follows, with the number of records: "Its 4 open risks stay open." */
  consequence: ReactNode;
  /** The verb again: "Retire system". */
  button: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before something that matters, and says what it will do. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  consequence,
  button,
  danger = false,
  onConfirm,
}: ConfirmDialogProps) {
  const [pending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    try {
      await onConfirm();
    } finally {
      setPending(false);
      onClose();
    }
  };
  return (
    <Dialog open={open} onClose={onClose} title={title} description={consequence}>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button tone={danger ? "danger" : "primary"} pending={pending} onClick={confirm}>
          {button}
        </Button>
      </div>
    </Dialog>
  );
}
