import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  /** What belongs here and why. */
  children?: ReactNode;
  /** The first step. */
  action?: ReactNode;
}

/** Nothing here yet, or nothing that matches: says what belongs here and offers the first step. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children ? <div className="text-ink-soft text-sm">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
