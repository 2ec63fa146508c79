import type { ReactNode } from "react";

/** A fact nobody has given yet. It is drawn as a hole to fill, never as an empty cell. */
export function Gap({ children = "Unknown" }: { children?: ReactNode }) {
  return (
    <span className="inline-flex h-5 items-center rounded-md border border-control border-dashed px-1.5 align-middle text-ink-soft text-xs whitespace-nowrap">
      {children}
    </span>
  );
}
