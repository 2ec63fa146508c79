"use client";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import type { Band } from "@/components/domain/band";
import { cellWords } from "@/components/table/cell-words";
import { buttonLook } from "@/components/ui/button-look";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import type { Column, RegisterRow } from "@/lib/platform/register/column";

interface SelectionBarProps {
  rows: readonly RegisterRow[];
  columns: readonly Column[];
  bands: readonly Band[];
  noun: { one: string; many: string };
  onClear: () => void;
  /** What else can be done with them. */
  children?: ReactNode;
}

/** What can be done with the selected rows. */
export function SelectionBar({ rows, columns, bands, noun, onClear, children }: SelectionBarProps) {
  const words = `${rows.length} ${rows.length === 1 ? noun.one : noun.many}`;
  const copy = async () => {
    const lines = [
      columns.map((column) => column.label),
      ...rows.map((row) => columns.map((column) => cellWords(column, row[column.key], bands))),
    ];
    const text = lines.map((line) => line.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
    if (await copyText(text))
      toast.good(`${words} copied.`, { detail: "Paste them into a sheet or a message." });
    else toast.bad("Could not copy.", { detail: "The browser did not allow it. Export the rows instead." });
  };
  return (
    <section
      aria-label="Selected rows"
      className="pointer-events-none fixed inset-x-0 bottom-5 z-30 flex justify-center px-4"
    >
      <div className="pointer-events-auto flex items-center gap-1 rounded-lg bg-raised py-1 pr-1 pl-3 shadow-pop">
        <span role="status" className="mr-2 font-medium text-sm">
          {words} selected
        </span>
        {children}
        <button type="button" onClick={copy} className={buttonLook("quiet", "sm")}>
          <Copy aria-hidden="true" className="size-3.5" />
          Copy
        </button>
        <button type="button" onClick={onClear} className={buttonLook("quiet", "sm")}>
          Clear
          <Kbd>Esc</Kbd>
        </button>
      </div>
    </section>
  );
}

/** The clipboard API is missing on plain HTTP; the older way works there. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
