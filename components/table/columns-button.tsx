"use client";
import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import type { ColumnChooserProps } from "@/components/table/column-chooser";
import { buttonLook } from "@/components/ui/button-look";
import { Popover } from "@/components/ui/popover";

const ColumnChooser = dynamic(() => import("@/components/table/column-chooser"), { ssr: false });

/** Opens the choice of columns. */
export function ColumnsButton(props: ColumnChooserProps) {
  return (
    <Popover
      label="Columns"
      align="end"
      triggerLabel="Columns"
      triggerLook={buttonLook("quiet", "sm")}
      trigger={
        <>
          <Columns3 aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <span className="max-lg:sr-only">Columns</span>
        </>
      }
    >
      {() => <ColumnChooser {...props} />}
    </Popover>
  );
}
