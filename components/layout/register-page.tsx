import type { ReactNode } from "react";

interface RegisterPageProps {
  /** What it shows is past: drawn without colour, so that nobody takes it for today. */
  past?: boolean;
  children: ReactNode;
}

/** A page that is a register: the table takes what the window leaves, and scrolls by itself. */
export function RegisterPage({ past = false, children }: RegisterPageProps) {
  return (
    <div
      className={`flex h-[calc(100dvh-3rem)] min-h-[32rem] flex-col print:h-auto ${past ? "shown-past" : ""}`}
    >
      {children}
    </div>
  );
}
