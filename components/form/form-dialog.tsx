"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { RecordFormProps } from "@/components/form/form-setup";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const load = () => import("@/components/form/record-form").then((file) => file.RecordForm);
const RecordForm = dynamic(load, { ssr: false });

type FormDialogProps = RecordFormProps & {
  /** The verb on the button that opens it. */
  label: string;
  title: string;
  tone?: ButtonProps["tone"];
  size?: ButtonProps["size"];
  /** What the verb is about, for a button that stands in a list of its like: "Altamira 4: Version". */
  describedAs?: string;
  /** Why it cannot be done now; the button says so. */
  reason?: string;
  /** What it will do. */
  children?: ReactNode;
};

/** An act that needs a few words first: a button and the form behind it. */
export function FormDialog({
  label,
  title,
  tone,
  size,
  describedAs,
  reason,
  children,
  ...form
}: FormDialogProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        tone={tone ?? "default"}
        size={size ?? "md"}
        reason={reason}
        {...(describedAs ? { "aria-label": `${label}: ${describedAs}` } : {})}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Dialog open={open} onClose={close} title={title} description={children} width="md">
        <RecordForm {...form} inDialog onSaved={close} onCancel={close} />
      </Dialog>
    </>
  );
}
