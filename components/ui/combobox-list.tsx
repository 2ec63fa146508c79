"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { popupLook } from "@/components/ui/popup-look";
import type { Choice } from "@/components/ui/use-choices";

/** The list under a combobox: what was found, or in words why there is nothing. */
export function ComboboxList({
  state,
  query,
}: {
  state: "idle" | "loading" | "ready" | "failed";
  query: string;
}) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} collisionPadding={8} className="z-50">
        <Combobox.Popup
          className={`w-(--anchor-width) min-w-64 ${popupLook}`}
          aria-busy={state === "loading" || undefined}
        >
          <Combobox.Status className="text-ink-faint text-sm empty:hidden">
            {state === "failed" ? (
              <span className="block px-3 py-2">Could not search. Check the connection and type again.</span>
            ) : null}
          </Combobox.Status>
          <Combobox.Empty className="text-ink-faint text-sm empty:hidden">
            {state === "ready" ? (
              <span className="block px-3 py-2">
                {query ? `Nothing matches “${query}”.` : "There is nothing to choose yet."}
              </span>
            ) : null}
            {state === "loading" ? <span className="block px-3 py-2">Searching…</span> : null}
          </Combobox.Empty>
          <Combobox.List className="p-1 empty:hidden">
            {(choice: Choice) => (
              <Combobox.Item
                key={choice.id}
                value={choice}
                className="flex cursor-default items-start gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-sunken"
              >
                <span className="min-w-0 flex-1">
                  <span className="block break-words">{choice.name}</span>
                  {choice.detail ? (
                    <span className="block text-ink-faint text-xs">{choice.detail}</span>
                  ) : null}
                </span>
                <Combobox.ItemIndicator>
                  <Check aria-hidden="true" className="mt-0.5 size-4 text-accent" />
                </Combobox.ItemIndicator>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
