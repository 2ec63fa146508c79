"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { MenuItem } from "@/components/ui/menu-item";
import { usePopup } from "@/components/ui/use-popup";

const load = () => import("@/components/ui/menu-popup");
const MenuPopup = dynamic(load, { ssr: false });

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** What stands in the button; without it, the label. */
  trigger?: ReactNode;
  triggerLook: string;
  align?: "start" | "end";
}

/** A menu that opens from a button. Its code arrives with the first hover, focus or press. */
export function Menu({ label, items, trigger, triggerLook, align = "end" }: MenuProps) {
  const { wanted, handle, toggle } = usePopup();
  return (
    <>
      <button
        type="button"
        ref={(button) => {
          handle.anchor.current = button;
        }}
        aria-haspopup="menu"
        aria-expanded={handle.open}
        onPointerEnter={load}
        onFocus={load}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || handle.open) return;
          event.preventDefault();
          toggle();
        }}
        className={triggerLook}
      >
        {trigger ? (
          <>
            <span className="sr-only">{label}</span>
            <span aria-hidden="true" className="contents">
              {trigger}
            </span>
          </>
        ) : (
          label
        )}
      </button>
      {wanted ? <MenuPopup handle={handle} label={label} items={items} align={align} /> : null}
    </>
  );
}
