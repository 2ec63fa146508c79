import { type ReactNode, useId } from "react";

interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** For links to it, such as #treatment. */
  id?: string;
  /** The content draws its own edges: a table, a list. */
  flush?: boolean;
  children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, description, actions, id, flush = false, children }: SectionProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className="min-w-0 rounded-xl border border-line bg-panel">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-2.5 pb-1">
        <div className="min-w-0">
          <h2 id={heading} className="font-semibold text-base">
            {title}
          </h2>
          {description ? <p className="text-ink-soft text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      <div className={flush ? "pb-1" : "px-4 pt-1 pb-4"}>{children}</div>
    </section>
  );
}
