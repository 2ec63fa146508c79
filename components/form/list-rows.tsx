"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

interface ListRowsProps<T> {
  /** As people say it: "option". */
  noun: string;
  rows: readonly T[];
  most: number;
  onChange: (rows: T[]) => void;
  blank: () => T;
  /** Whether their order means something. */
  ordered?: boolean;
  children: (row: T, change: (row: T) => void, index: number) => ReactNode;
}

/** The rows of a list within a question: each changed in place, moved, taken away, and one more. */
export function ListRows<T>({
  noun,
  rows,
  most,
  onChange,
  blank,
  ordered = true,
  children,
}: ListRowsProps<T>) {
  const swap = (a: number, b: number) => {
    const next = [...rows];
    [next[a], next[b]] = [rows[b] as T, rows[a] as T];
    onChange(next);
  };
  return (
    <div className="grid gap-2">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own while they are written.
        <div key={index} className="flex items-start gap-1 rounded-lg border border-line p-2">
          <div className="min-w-0 flex-1">
            {children(row, (next) => onChange(rows.map((one, at) => (at === index ? next : one))), index)}
          </div>
          {ordered ? (
            <>
              <IconButton
                size="sm"
                label={`Move ${noun} ${index + 1} up`}
                disabled={index === 0}
                onClick={() => swap(index, index - 1)}
              >
                <ArrowUp aria-hidden="true" className="size-4" />
              </IconButton>
              <IconButton
                size="sm"
                label={`Move ${noun} ${index + 1} down`}
                disabled={index === rows.length - 1}
                onClick={() => swap(index, index + 1)}
              >
                <ArrowDown aria-hidden="true" className="size-4" />
              </IconButton>
            </>
          ) : null}
          <IconButton
            size="sm"
            label={`Remove ${noun} ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          reason={rows.length >= most ? `There are at most ${most}.` : undefined}
          onClick={() => onChange([...rows, blank()])}
        >
          <Plus aria-hidden="true" className="size-4" />
          Add {noun}
        </Button>
      </div>
    </div>
  );
}
