"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

interface TabsProps {
  /** Names the group for screen readers. */
  label: string;
  items: readonly { href: string; label: string; count?: number }[];
  /** The address of the active one, where it is not the page's own path. */
  current?: string;
}

/** Parts of a record or an area, each with its own address. */
export function Tabs({ label, items, current }: TabsProps) {
  const pathname = usePathname();
  const active = current ?? pathname;
  return (
    <nav aria-label={label} className="overflow-x-auto border-line border-b px-4 lg:px-6">
      <ul className="flex gap-5">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              prefetch={false}
              aria-current={item.href === active ? "page" : undefined}
              className="focus-inset -mb-px flex h-9 items-center gap-1.5 border-transparent border-b-2 text-ink-soft text-sm whitespace-nowrap hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {item.label}
              {item.count === undefined ? null : <span className="text-ink-faint text-xs">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
