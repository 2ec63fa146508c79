"use client";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useDraftOwner } from "@/components/form/draft-owner";
import type { PaletteLink } from "@/components/layout/palette/palette-items";
import { type Recent, recentOf, rememberRecent } from "@/components/layout/palette/recent";
import { ShortcutsDialog } from "@/components/layout/palette/shortcuts-dialog";
import { useShortcuts } from "@/components/layout/palette/use-shortcuts";
import { Kbd } from "@/components/ui/kbd";

const load = () => import("@/components/layout/palette/palette-popup");
const PalettePopup = dynamic(load, { ssr: false });

interface PaletteProps {
  pages: readonly PaletteLink[];
  actions: readonly PaletteLink[];
}

/** The search of the top bar, and the keys that work on every page. */
export function Palette({ pages, actions }: PaletteProps) {
  const personId = useDraftOwner();
  const pathname = usePathname();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  useEffect(() => {
    // The title of the new page is there a moment after its address.
    const timer = setTimeout(() => rememberRecent(personId, pathname, document.title), 500);
    return () => clearTimeout(timer);
  }, [personId, pathname]);

  const show = () => {
    setRecent(recentOf(personId).filter(({ href }) => href !== pathname));
    setOpen(true);
  };
  useShortcuts({
    onPalette: show,
    onHelp: () => setHelp(true),
    reachable: new Set([...pages.map(({ href }) => href), "/risks/heat-map"]),
  });
  return (
    <>
      <button
        ref={button}
        type="button"
        onClick={show}
        onPointerEnter={load}
        onFocus={load}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-8 items-center gap-2 rounded-md border border-control bg-panel px-2.5 text-ink-soft text-sm hover:border-ink-faint max-md:border-transparent max-md:bg-transparent md:w-56"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="max-md:sr-only md:flex-1 md:text-left">Search</span>
        <span aria-hidden="true" className="flex gap-0.5 max-md:hidden">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      {open ? (
        <PalettePopup
          pages={pages}
          actions={actions}
          recent={recent}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      ) : null}
      <ShortcutsDialog open={help} onClose={() => setHelp(false)} />
    </>
  );
}
