import type { ReactNode } from "react";

const widths = { full: "", wide: "max-w-[80rem]", text: "max-w-[46rem]" };

/** The content of a page under its header. Forms and settings read best at `text` width. */
export function PageBody({ children, width = "wide" }: { children: ReactNode; width?: keyof typeof widths }) {
  return <div className={`grid gap-4 px-4 pt-1 pb-12 lg:px-6 [nav+&]:pt-4 ${widths[width]}`}>{children}</div>;
}
