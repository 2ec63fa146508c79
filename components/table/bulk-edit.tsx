"use client";
import { PencilLine } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { BulkDialogProps } from "@/components/table/bulk-dialog";
import { buttonLook } from "@/components/ui/button-look";

const load = () => import("@/components/table/bulk-dialog").then((file) => file.BulkDialog);
const BulkDialog = dynamic(load, { ssr: false });

/** Changes one field of all selected records; the code for it is loaded when somebody wants to. */
export function BulkEdit(props: Omit<BulkDialogProps, "onClose">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
        className={buttonLook("quiet", "sm")}
      >
        <PencilLine aria-hidden="true" className="size-3.5" />
        Change
      </button>
      {open ? <BulkDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
