import type { ReactNode } from "react";

/** A panel on the page. */
export function Card({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return (
    <div className={`min-w-0 rounded-xl border border-line bg-panel ${padded ? "p-4" : ""}`}>{children}</div>
  );
}
