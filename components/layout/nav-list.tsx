"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useId } from "react";
import { activeItem, type NavItem } from "@/components/layout/nav";
import { Tooltip } from "@/components/ui/tooltip";

type DrawnNavItem = Omit<NavItem, "icon"> & { icon: ReactNode };

export interface DrawnNavGroup {
  group: string | null;
  items: readonly DrawnNavItem[];
}

/** The places of the product, grouped; the one on screen is marked. */
export function NavList({ nav, collapsed }: { nav: readonly DrawnNavGroup[]; collapsed: boolean }) {
  const pathname = usePathname();
  const active = activeItem(nav, pathname)?.item.href;
  return (
    <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-4">
      {nav.map(({ group, items }) => (
        <Group key={group ?? ""} name={group}>
          {items.map((item) => (
            <li key={item.href}>
              <NavLink item={item} active={item.href === active} collapsed={collapsed} />
            </li>
          ))}
        </Group>
      ))}
    </nav>
  );
}

function Group({ name, children }: { name: string | null; children: ReactNode }) {
  const id = useId();
  if (!name) return <ul className="grid gap-px pb-2">{children}</ul>;
  return (
    <div className="pt-2 pb-1 lg:group-data-collapsed/shell:border-line lg:group-data-collapsed/shell:border-t">
      <h2
        id={id}
        className="px-2 pb-1 font-medium text-ink-faint text-xs lg:group-data-collapsed/shell:sr-only"
      >
        {name}
      </h2>
      <ul aria-labelledby={id} className="grid gap-px">
        {children}
      </ul>
    </div>
  );
}

function NavLink({ item, active, collapsed }: { item: DrawnNavItem; active: boolean; collapsed: boolean }) {
  const link = (
    <Link
      href={item.href}
      prefetch={false}
      aria-current={active ? "page" : undefined}
      className="focus-inset flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-soft text-sm transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent lg:group-data-collapsed/shell:px-2.5"
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate lg:group-data-collapsed/shell:sr-only">{item.label}</span>
      {item.count ? (
        <span className="text-ink-faint text-xs lg:group-data-collapsed/shell:sr-only">{item.count}</span>
      ) : null}
    </Link>
  );
  return collapsed ? (
    <Tooltip words={item.label} describes={false} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
