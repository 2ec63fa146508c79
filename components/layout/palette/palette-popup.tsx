"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { type PaletteLink, paletteGroups } from "@/components/layout/palette/palette-items";
import { PaletteList } from "@/components/layout/palette/palette-list";
import type { Recent } from "@/components/layout/palette/recent";
import { useFound } from "@/components/layout/palette/use-found";

interface PalettePopupProps {
  onClose: () => void;
  pages: readonly PaletteLink[];
  actions: readonly PaletteLink[];
  recent: readonly Recent[];
}

/** Any record, any page, any act, by typing: arrows choose, Enter opens, with Ctrl in a new tab. */
export default function PalettePopup({ onClose, pages, actions, recent }: PalettePopupProps) {
  const id = useId();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { results, more, failed, searching } = useFound(typed);
  const groups = paletteGroups({ typed, results, pages, actions, recent });
  const items = groups.flatMap((group) => group.items);
  const active = Math.min(at, items.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const open = (href: string, apart: boolean) => {
    onClose();
    if (apart) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setAt((active + step + items.length) % items.length);
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const item = items[active];
    const apart = event.ctrlKey || event.metaKey;
    if (item) open(item.href, apart);
    else if (typed.trim() !== "") open(`/search?q=${encodeURIComponent(typed.trim())}`, apart);
  };
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-[rgb(10_11_16/0.45)]" />
        <Dialog.Popup className="fixed inset-x-3 top-[8vh] z-50 mx-auto flex max-h-[75vh] max-w-2xl flex-col overflow-hidden rounded-xl bg-raised shadow-pop outline-none">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <div className="flex items-center gap-2.5 border-line border-b px-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
            <input
              role="combobox"
              aria-label="Search records, pages and actions"
              aria-expanded={items.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              placeholder="Search records, pages and actions"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={press}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint"
            />
          </div>
          <div ref={list} className="min-h-0 overflow-y-auto p-1.5">
            <PaletteList id={id} groups={groups} active={active} onOpen={open} onPoint={setAt} />
            <p role="status" className="px-3 py-1.5 text-ink-soft text-sm empty:hidden">
              {noteOf({ typed, count: items.length, searching, failed })}
            </p>
            {more ? (
              <button
                type="button"
                onClick={() => open(`/search?q=${encodeURIComponent(typed.trim())}`, false)}
                className="mx-3 my-1 text-accent text-sm hover:underline"
              >
                All that was found
              </button>
            ) : null}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function noteOf({
  typed,
  count,
  searching,
  failed,
}: {
  typed: string;
  count: number;
  searching: boolean;
  failed: boolean;
}): string {
  if (failed) return "The search did not answer. Check the connection and type again.";
  if (typed.trim() === "" || count > 0) return "";
  return searching ? "Searching…" : "Nothing has all these words. Try fewer, or the beginning of one.";
}
