import Link from "next/link";
import { useId } from "react";

interface BarListProps {
  /** The question it answers: "Risks by category". */
  title: string;
  items: readonly { label: string; count: number; href?: string }[];
  /** What the shares are of; without it, the sum. */
  total?: number;
  noun: { one: string; many: string };
}

/** Counts per value, longest bar first read: a list whose bars are the shares of the total. */
export function BarList({
  title,
  items,
  total = items.reduce((sum, item) => sum + item.count, 0),
  noun,
}: BarListProps) {
  const id = useId();
  const most = Math.max(1, ...items.map((item) => item.count));
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption id={id} className="mb-2 flex justify-between gap-3 text-sm">
        <span className="font-medium">{title}</span>
        <span className="text-ink-faint">
          {total.toLocaleString("en")} {total === 1 ? noun.one : noun.many}
        </span>
      </figcaption>
      <ul className="grid gap-0.5">
        {items.map(({ label, count, href }) => (
          <li
            key={label}
            className="relative grid grid-cols-[minmax(0,11rem)_minmax(2rem,1fr)_2.5rem_3rem] items-center gap-3 rounded-md py-1 text-sm has-[a]:-mx-2 has-[a]:px-2 has-[a]:hover:bg-hover max-sm:grid-cols-[minmax(0,1fr)_2.5rem_3rem]"
          >
            <span className="truncate" title={label}>
              {href ? (
                <Link href={href} prefetch={false} className="stretched rounded-sm">
                  {label}
                </Link>
              ) : (
                label
              )}
            </span>
            <span aria-hidden="true" className="h-2 max-sm:hidden">
              <span
                className="block h-full rounded-sm bg-accent-fill/85"
                style={{ width: `${(count / most) * 100}%`, minWidth: count > 0 ? 2 : 0 }}
              />
            </span>
            <span className="text-right font-medium tabular-nums">{count.toLocaleString("en")}</span>
            <span className="text-right text-ink-faint tabular-nums">
              {total > 0 ? Math.round((count / total) * 100) : 0} %
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
