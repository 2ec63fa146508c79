"use client";
import { PanelLeftClose, PanelLeftOpen, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Mark } from "@/components/layout/mark";
import { IconButton } from "@/components/ui/icon-button";

interface NavTopProps {
  organisation: string;
  collapsed: boolean;
  drawer: boolean;
  onFold: () => void;
  onClose: () => void;
}

/** The head of the navigation: whose register this is, and the button that folds it. */
export function NavTop({ organisation, collapsed, drawer, onFold, onClose }: NavTopProps) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (drawer) close.current?.focus();
  }, [drawer]);
  const Fold = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 px-3 lg:group-data-collapsed/shell:h-auto lg:group-data-collapsed/shell:flex-col lg:group-data-collapsed/shell:px-0 lg:group-data-collapsed/shell:pt-3">
      <Link href="/" prefetch={false} className="flex min-w-0 flex-1 items-center gap-2 rounded-md">
        <Mark />
        <span className="min-w-0 lg:group-data-collapsed/shell:sr-only">
          <span className="sr-only">Plumbline, </span>
          <span className="block truncate font-semibold text-sm">{organisation}</span>
        </span>
      </Link>
      <IconButton
        label={collapsed ? "Expand navigation" : "Collapse navigation"}
        size="sm"
        onClick={onFold}
        aria-expanded={!collapsed}
        className="max-lg:hidden"
      >
        <Fold aria-hidden="true" className="size-4" strokeWidth={1.75} />
      </IconButton>
      <IconButton ref={close} label="Close navigation" size="sm" onClick={onClose} className="lg:hidden">
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  );
}
