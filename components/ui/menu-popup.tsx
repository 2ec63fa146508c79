"use client";
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { MenuItem } from "@/components/ui/menu-item";
import { popupLook } from "@/components/ui/popup-look";
import type { PopupHandle } from "@/components/ui/use-popup";

const itemLook =
  "mx-1 flex items-start gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-sunken data-disabled:opacity-60 cursor-default";

interface MenuPopupProps {
  handle: PopupHandle;
  label: string;
  items: readonly MenuItem[];
  align: "start" | "end";
}

/** The surface and lines of a menu; loaded when one is first opened. */
export default function MenuPopup({ handle, label, items, align }: MenuPopupProps) {
  return (
    <Menu.Root open={handle.open} onOpenChange={handle.onOpenChange} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={handle.anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Menu.Popup
            aria-label={label}
            finalFocus={handle.anchor}
            className={`min-w-48 max-w-80 py-1 ${popupLook}`}
          >
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a menu's lines have no identity beside their place.
              <Line key={index} item={item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Line({ item }: { item: MenuItem }) {
  if (item === "separator") return <Menu.Separator className="my-1 h-px bg-line" />;
  if ("heading" in item) {
    return (
      <div className="px-3 py-1.5">
        <p className="truncate font-medium text-sm">{item.heading}</p>
        {item.detail ? <p className="truncate text-ink-faint text-xs">{item.detail}</p> : null}
      </div>
    );
  }
  if ("href" in item) {
    const where = item.download
      ? { href: item.href, download: true }
      : { render: <Link href={item.href} prefetch={false} /> };
    return (
      <Menu.LinkItem {...where} closeOnClick className={itemLook}>
        <Words item={item} />
      </Menu.LinkItem>
    );
  }
  const look = `${itemLook} ${item.danger ? "text-critical" : ""}`;
  if (item.checked === undefined) {
    return (
      <Menu.Item onClick={item.onSelect} disabled={Boolean(item.reason)} className={look}>
        <Words item={item} detail={item.reason} />
      </Menu.Item>
    );
  }
  return (
    <Menu.CheckboxItem checked={item.checked} onCheckedChange={item.onSelect} closeOnClick className={look}>
      <Words item={item} />
      <Check
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 text-accent ${item.checked ? "" : "invisible"}`}
      />
    </Menu.CheckboxItem>
  );
}

function Words({
  item,
  detail,
}: {
  item: { label: string; detail?: string; icon?: ReactNode };
  detail?: string | undefined;
}) {
  const more = detail ?? item.detail;
  return (
    <>
      {item.icon ? <span className="mt-0.5 text-ink-faint [&_svg]:size-4">{item.icon}</span> : null}
      <span className="min-w-0 flex-1">
        {item.label}
        {more ? <span className="block text-ink-faint text-xs">{more}</span> : null}
      </span>
    </>
  );
}
