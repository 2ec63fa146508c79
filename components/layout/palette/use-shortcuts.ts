"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { goTo, isTyping } from "@/components/layout/palette/shortcuts";

/** How long the second key of a pair may take, in milliseconds. */
const patience = 1_200;

interface Shortcuts {
  onPalette: () => void;
  onHelp: () => void;
  /** The addresses this person may go to. */
  reachable: ReadonlySet<string>;
}

/** Listens for the shortcuts that work everywhere; never while somebody types. */
export function useShortcuts(given: Shortcuts): void {
  const router = useRouter();
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    let leader = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        return latest.current.onPalette();
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const second = event.timeStamp - leader < patience;
      leader = Number.NEGATIVE_INFINITY;
      if (event.key === "?") return latest.current.onHelp();
      if (event.key === "g" && !second) leader = event.timeStamp;
      const place = second ? goTo.find(({ key }) => key === event.key) : undefined;
      if (!place || !latest.current.reachable.has(place.href)) return;
      event.preventDefault();
      // The letter means the place now, not what it means in a register.
      event.stopImmediatePropagation();
      router.push(place.href);
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, [router]);
}
