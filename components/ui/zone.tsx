"use client";
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import { dayIn } from "@/lib/platform/time/day";

const ZoneContext = createContext<{ zone: string; today: string | null }>({ zone: "UTC", today: null });

interface ZoneProviderProps {
  zone: string;
  /** The day that the server drew the page for: the first paint says the same, whatever the clock of the device says. */
  today: string;
  children: ReactNode;
}

/** Gives everything below the organisation's time zone, and today in it. */
export function ZoneProvider({ zone, today: drawn, children }: ZoneProviderProps) {
  const today = useSyncExternalStore(
    whenLookedAt,
    () => dayIn(zone, new Date()),
    () => drawn,
  );
  const known = useMemo(() => ({ zone, today }), [zone, today]);
  return <ZoneContext value={known}>{children}</ZoneContext>;
}

/** The organisation's time zone. */
export function useZone(): string {
  return useContext(ZoneContext).zone;
}

/** Today in the organisation's time zone; null on pages of people outside. */
export function useToday(): string | null {
  return useContext(ZoneContext).today;
}

// A page that was left open overnight is looked at again.
function whenLookedAt(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
