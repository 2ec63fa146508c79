import type { ReactNode } from "react";

/** A record page: the work on the left, facts about it on the right; one column on narrow screens. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-1 gap-4">{children}</div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-4 self-stretch">{aside}</div>
    </div>
  );
}
