"use client";
import { Menu as MenuIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { navCookie } from "@/components/layout/nav";
import { type DrawnNavGroup, NavList } from "@/components/layout/nav-list";
import { NavTop } from "@/components/layout/nav-top";
import { remember } from "@/components/layout/theme";
import { IconButton } from "@/components/ui/icon-button";

interface ShellFrameProps {
  organisation: string;
  nav: readonly DrawnNavGroup[];
  startsCollapsed: boolean;
  bar: ReactNode;
  children: ReactNode;
}

/** The moving parts of the shell: the navigation that folds on wide screens and slides in on narrow ones. */
export function ShellFrame({ organisation, nav, startsCollapsed, bar, children }: ShellFrameProps) {
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const [drawer, setDrawer] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer.
  useEffect(() => setDrawer(false), [pathname]);

  const closeDrawer = () => {
    // At once, because what is inert cannot take the focus back.
    flushSync(() => setDrawer(false));
    opener.current?.focus();
  };
  const fold = () => {
    setCollapsed(!collapsed);
    remember(navCookie, collapsed ? "open" : "collapsed");
  };
  return (
    <div
      className="group/shell lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)] lg:data-collapsed:grid-cols-[3.25rem_minmax(0,1fr)] print:block"
      data-collapsed={collapsed || undefined}
    >
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-accent-fill px-3 py-2 font-medium text-white focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      {drawer ? (
        <div
          aria-hidden="true"
          onClick={closeDrawer}
          className="fixed inset-0 z-40 bg-[rgb(10_11_16/0.45)] lg:hidden"
        />
      ) : null}
      <aside
        onKeyDown={(event) => event.key === "Escape" && drawer && closeDrawer()}
        data-open={drawer || undefined}
        className="fixed inset-y-0 left-0 z-45 flex w-64 flex-col border-line border-r bg-page transition-transform max-lg:not-data-open:invisible max-lg:not-data-open:-translate-x-full lg:sticky lg:top-0 lg:z-20 lg:h-dvh lg:w-auto print:hidden"
      >
        <NavTop
          organisation={organisation}
          collapsed={collapsed}
          onFold={fold}
          onClose={closeDrawer}
          drawer={drawer}
        />
        <NavList nav={nav} collapsed={collapsed && !drawer} />
      </aside>
      <div className="min-w-0" inert={drawer}>
        <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-line border-b bg-page px-3 lg:px-5 print:hidden">
          <IconButton
            ref={opener}
            label="Open navigation"
            onClick={() => setDrawer(true)}
            aria-expanded={drawer}
            className="-ml-1 lg:hidden"
          >
            <MenuIcon aria-hidden="true" className="size-4.5" />
          </IconButton>
          {bar}
        </header>
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
