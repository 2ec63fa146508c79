"use client";
import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { sizeWords } from "@/lib/platform/schema/size-words";

interface FileDropProps {
  file: { name: string; size?: number } | null;
  onFile?: (file: File | null) => void;
  /** Takes several at once. */
  onFiles?: (files: readonly File[]) => void;
  /** What to do where there is none yet: "Drop a file here, or choose one". */
  words: string;
  /** What is taken: kinds and the most there may be. */
  hint: string;
  /** Kinds that the dialog of the system offers, as an input takes them. */
  accept?: string;
  /** Where the file stands, in place of its size. */
  state?: ReactNode;
  id?: string;
  invalid?: boolean;
  describedBy?: string | undefined;
  onBlur?: () => void;
}

/** A place to drop a file on, or to choose one with the keyboard. */
export function FileDrop(props: FileDropProps) {
  const { file, onFile, onFiles, words, hint, accept, state, invalid = false, describedBy, onBlur } = props;
  const own = useId();
  const id = props.id ?? own;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files);
  };
  const take = (files: FileList | null) => {
    if (onFiles) onFiles([...(files ?? [])]);
    else onFile?.(files?.[0] ?? null);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  const edge = over ? "border-accent bg-hover" : invalid ? "border-critical" : "border-control";
  const size = file?.size === undefined ? "" : `${sizeWords(file.size)} · `;
  return (
    <label
      htmlFor={id}
      onDragOver={hover}
      onDragLeave={hover}
      onDrop={drop}
      className={`flex cursor-pointer items-center gap-3 rounded-lg border border-dashed px-4 py-5 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent ${edge}`}
    >
      <FileUp aria-hidden="true" className="size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{file ? file.name : words}</span>
        <span className="block text-ink-soft text-sm">
          {state ?? (file ? `${size}choose again to replace it` : hint)}
        </span>
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={onFiles !== undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        className="sr-only"
        onBlur={onBlur}
        onChange={(event) => {
          take(event.target.files);
          // The same file can be chosen again.
          if (onFiles) event.target.value = "";
        }}
      />
    </label>
  );
}
