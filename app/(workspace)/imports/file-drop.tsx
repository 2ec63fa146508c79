"use client";
import { FileUp } from "lucide-react";
import { type DragEvent, useId, useState } from "react";

/** A place to drop a file on, or to choose one with the keyboard. */
export function FileDrop({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  return (
    <label
      htmlFor={id}
      onDragOver={hover}
      onDragLeave={hover}
      onDrop={drop}
      className={`flex cursor-pointer items-center gap-3 rounded-lg border border-dashed px-4 py-5 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent ${over ? "border-accent bg-hover" : "border-control"}`}
    >
      <FileUp aria-hidden="true" className="size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          {file ? file.name : "Drop an Excel or CSV file here, or choose one"}
        </span>
        <span className="block text-ink-soft text-sm">
          {file
            ? `${sizeInWords(file.size)} · choose again to replace it`
            : ".xlsx, or CSV with comma, semicolon or tab; up to 50 MB and 100,000 rows."}
        </span>
      </span>
      <input
        id={id}
        type="file"
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="sr-only"
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
    </label>
  );
}

function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
