"use client";
import { createContext, useContext, useRef, useState } from "react";
import type { FieldControlProps } from "@/components/form/field-control-props";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { Option } from "@/lib/platform/schema/field";
import { sizeWords } from "@/lib/platform/schema/size-words";
import { FileLine } from "./file-line";
import type { HandedFile } from "./handed-file";
import { useSending } from "./use-sending";

/** What the page knows of files: the formats there are, and how large one may be. */
export const ResultFiles = createContext<{ formats: readonly Option[]; most: number; largest: number }>({
  formats: [],
  most: 0,
  largest: 0,
});

/** Takes several files of results at once: each has its own line, and one that is refused stops no other. */
export function ResultFilesControl({ id, value, onChange, onBlur, invalid, describedBy }: FieldControlProps) {
  const { formats, most, largest } = useContext(ResultFiles);
  const files = (value ?? []) as HandedFile[];
  const newest = useRef(files);
  newest.current = files;
  const set = (next: HandedFile[]) => {
    newest.current = next;
    onChange(next);
  };
  const { sending, send, drop } = useSending((file) => set([...newest.current, file]));
  const [leftOut, setLeftOut] = useState<string | null>(null);
  const take = (chosen: readonly File[]) => {
    const room = Math.max(0, most - files.length - sending.length);
    const rest = chosen.slice(room);
    setLeftOut(
      rest.length === 0
        ? null
        : `At most ${most} files are handed in at once. Hand in ${rest.length === 1 ? rest[0]?.name : `the other ${rest.length}`} afterwards.`,
    );
    send(chosen.slice(0, room));
  };
  const held = files.length + sending.length;
  return (
    <fieldset aria-labelledby={`${id}-label`} className="grid min-w-0 gap-2">
      <FileDrop
        id={id}
        file={null}
        onFiles={take}
        words={held === 0 ? "Drop files here, or choose them" : "Drop or choose more files"}
        hint={`As the tools wrote them, also compressed with gzip; up to ${sizeWords(largest)} each and ${most} at once. They are sent at once.`}
        invalid={invalid}
        describedBy={describedBy}
        onBlur={onBlur}
      />
      {leftOut ? (
        <p role="alert" className="text-critical text-sm">
          {leftOut}
        </p>
      ) : null}
      <p role="status" className="sr-only">
        {sending.some(({ problem }) => problem === null)
          ? `Sending ${sending.length} files`
          : held > 0
            ? `${files.length} files have arrived`
            : ""}
      </p>
      {held > 0 ? (
        <ul aria-label="Files to hand in" className="grid divide-y divide-line rounded-lg border border-line">
          {files.map((file) => (
            <FileLine
              key={file.id}
              file={file}
              formats={formats}
              onChange={(own) =>
                set(newest.current.map((one) => (one.id === file.id ? { ...one, own } : one)))
              }
              onRemove={() => set(newest.current.filter((one) => one.id !== file.id))}
            />
          ))}
          {sending.map(({ key, name, size, share, problem }) => (
            <li key={key} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <span className="min-w-0 flex-1 basis-56">
                <span className="block truncate font-medium">{name}</span>
                {problem ? (
                  <span role="alert" className="block text-critical text-sm">
                    {problem}
                  </span>
                ) : (
                  <ProgressBar
                    compact
                    label={`Sending ${name}, ${sizeWords(size)}`}
                    value={Math.floor(share * 100)}
                    of={100}
                  />
                )}
              </span>
              <Button
                size="sm"
                aria-label={`${problem ? "Remove" : "Stop"}: ${name}`}
                onClick={() => drop(key)}
              >
                {problem ? "Remove" : "Stop"}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}
