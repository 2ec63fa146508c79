"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { activeItem, type NavGroup } from "@/components/layout/nav";

/** Says in the top bar which part of the product this is, in the words of the navigation. */
export function Where({ nav }: { nav: readonly NavGroup[] }) {
  const pathname = usePathname();
  const active = activeItem(nav, pathname);
  if (!active) return null;
  const { group, item } = active;
  return (
    <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5 text-sm">
      {group ? (
        <>
          <span className="text-ink-faint max-sm:hidden">{group}</span>
          <span aria-hidden="true" className="text-line-strong max-sm:hidden">
            /
          </span>
        </>
      ) : null}
      {pathname === item.href ? (
        <span aria-current="page" className="truncate font-medium">
          {item.label}
        </span>
      ) : (
        <Link href={item.href} prefetch={false} className="truncate rounded-sm font-medium hover:underline">
          {item.label}
        </Link>
      )}
    </nav>
  );
}
