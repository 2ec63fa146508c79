import type { ReactNode } from "react";
import { Gap } from "@/components/ui/gap";

export interface Fact {
  label: string;
  /** Null is a gap: nobody has said it yet. */
  value: ReactNode;
  /** What to say instead of a gap, where nothing is missing: "None", "Not accepted". */
  empty?: string;
  help?: string;
  /** Long words take the whole width. */
  wide?: boolean;
}

const grids = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" };

/** What is known, label by label, and where something is not known, a gap that says so. */
export function Facts({ items, columns = 1 }: { items: readonly Fact[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={`grid gap-x-6 gap-y-3 ${grids[columns]}`}>
      {items.map(({ label, value, empty, help, wide }) => (
        <div key={label} className={`min-w-0 ${wide ? "col-span-full" : ""}`}>
          <dt className="text-ink-faint text-xs">{label}</dt>
          <dd className="mt-0.5 min-w-0 break-words whitespace-pre-line">
            {value === null || value === undefined || value === "" ? (
              empty ? (
                <span className="text-ink-faint">{empty}</span>
              ) : (
                <Gap />
              )
            ) : (
              value
            )}
          </dd>
          {help ? <dd className="text-ink-faint text-xs">{help}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
