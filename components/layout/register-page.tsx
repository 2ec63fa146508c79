import type { ReactNode } from "react";

/** A page that is a register: the table takes what the window leaves, and scrolls by itself. */
export function RegisterPage({ children }: { children: ReactNode }) {
  return <div className="flex h-[calc(100dvh-3rem)] min-h-[32rem] flex-col print:h-auto">{children}</div>;
}
