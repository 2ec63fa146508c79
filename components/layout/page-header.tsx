import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** What the page is for, in one line. */
  description?: ReactNode;
  /** The way back up, where the page is a record or a step. */
  trail?: readonly { href: string; label: string }[];
  /** Short reference before the title, such as R-0012. */
  reference?: string;
  badges?: ReactNode;
  /** Owner, unit, next date … under the title. */
  meta?: ReactNode;
  /** One primary action; the rest in a menu. */
  actions?: ReactNode;
}

/** The head of a page: what it is, its state, and what can be done with it. */
export function PageHeader({
  title,
  description,
  trail = [],
  reference,
  badges,
  meta,
  actions,
}: PageHeaderProps) {
  return (
    <div className="px-4 pt-4 pb-3 lg:px-6 lg:pt-5">
      {trail.length > 0 ? (
        <nav aria-label="Path" className="mb-1 flex flex-wrap items-center gap-1.5 text-ink-faint text-sm">
          {trail.map(({ href, label }, index) => (
            <span key={href} className="flex items-center gap-1.5">
              <Link href={href} prefetch={false} className="rounded-sm hover:text-ink hover:underline">
                {label}
              </Link>
              {reference || index < trail.length - 1 ? <span aria-hidden="true">/</span> : null}
            </span>
          ))}
          {reference ? <span>{reference}</span> : null}
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 font-semibold text-xl tracking-[-0.01em] break-words">{title}</h1>
            {badges ? <span className="flex flex-wrap items-center gap-1.5">{badges}</span> : null}
          </div>
          {description ? <p className="mt-0.5 max-w-[75ch] text-ink-soft">{description}</p> : null}
          {meta ? (
            <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft text-sm">
              {meta}
            </div>
          ) : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
