import { Bell } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Me, MeMenu } from "@/components/layout/me-menu";
import type { NavGroup } from "@/components/layout/nav";
import { NavIcon } from "@/components/layout/nav-icon";
import { Palette } from "@/components/layout/palette/palette";
import { ShellFrame } from "@/components/layout/shell-frame";
import { Where } from "@/components/layout/where";
import { ZoneProvider } from "@/components/ui/zone";
import { dayIn } from "@/lib/platform/time/day";

interface ShellProps {
  organisation: string;
  nav: readonly NavGroup[];
  /** What the cookie of `navCookie` remembered, so that the first paint is right. */
  collapsed: boolean;
  me: Me;
  signOut: { url: string; goTo: string };
  /** The organisation's time zone, for every date below. */
  zone?: string;
  notifications?: { href: string; count: number };
  /** What is said on every page of how one looks at it. */
  notice?: ReactNode;
  /** What may be started from anywhere. */
  actions?: readonly { href: string; label: string }[];
  children: ReactNode;
}

/** The frame of every signed-in page: navigation on the left, a bar on top, the work in between. */
export function Shell({
  organisation,
  nav,
  collapsed,
  me,
  signOut,
  zone = "UTC",
  notifications,
  notice,
  actions = [],
  children,
}: ShellProps) {
  const drawn = nav.map(({ group, items }) => ({
    group,
    items: items.map((item) => ({ ...item, icon: <NavIcon name={item.icon} /> })),
  }));
  const bar = (
    <>
      <div className="min-w-0 flex-1">
        <Where nav={nav} />
      </div>
      {notice}
      <Palette
        pages={nav.flatMap(({ items }) => items.map(({ href, label }) => ({ href, label })))}
        actions={actions}
      />
      {notifications ? <Notifications {...notifications} /> : null}
      <MeMenu me={me} signOut={signOut} />
    </>
  );
  return (
    <ZoneProvider zone={zone} today={dayIn(zone, new Date())}>
      <ShellFrame organisation={organisation} nav={drawn} startsCollapsed={collapsed} bar={bar}>
        {children}
      </ShellFrame>
    </ZoneProvider>
  );
}

function Notifications({ href, count }: { href: string; count: number }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={count > 0 ? `Notifications, ${count} new` : "Notifications"}
      className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
    >
      <Bell aria-hidden="true" className="size-4" strokeWidth={1.75} />
      {count > 0 ? (
        <span className="absolute top-0.5 right-0.5 flex h-3.5 min-w-3.5 items-center justify-center rounded-full bg-critical-fill px-0.5 font-semibold text-[10px] text-white leading-none">
          {count > 99 ? "99+" : count}
        </span>
      ) : null}
    </Link>
  );
}
